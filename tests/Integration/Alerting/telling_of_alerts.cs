using System.Globalization;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Senders;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Alerting;

public sealed class Telling_of_alerts(AlertingUnderTest alerting) : IClassFixture<AlertingUnderTest>
{
    [Fact]
    public async Task What_begins_and_what_is_over_is_told_once_each_and_their_own_library_verifies_it()
    {
        await NpmPackages.EnsureInstalledAsync();
        var creator = await alerting.NewCreatorAsync();
        var (webhook, secret) = await alerting.NewWebhookAsync(creator);
        await alerting.PauseChannelAsync(creator, true);
        await alerting.LookAsync(creator, watchers: 4);
        await alerting.LookAsync(creator);
        Assert.Equal(1, await alerting.SendAsync());
        await alerting.PauseChannelAsync(creator, false);
        await alerting.LookAsync(creator, watchers: 4);
        await alerting.LookAsync(creator);
        Assert.Equal(1, await alerting.SendAsync());
        var posts = alerting.Receiver.At($"/{creator}");
        Assert.Equal(["alert.opened", "alert.resolved"], posts.Select(p => Body(p).GetProperty("type").GetString()));
        Assert.Equal(2, posts.Select(p => p.Id).Distinct().Count());
        var opened = Body(posts[0]);
        Assert.Equal(JsonValueKind.String, opened.GetProperty("timestamp").ValueKind);
        var data = opened.GetProperty("data");
        Assert.Equal(("channel_paused", $"{creator}-shop", "info", $"/channels/{creator}-shop"),
            (data.GetProperty("kind").GetString(), data.GetProperty("subject").GetString(), data.GetProperty("severity").GetString(), data.GetProperty("link").GetString()));
        Assert.Equal(JsonValueKind.String, data.GetProperty("since").ValueKind);
        Assert.Equal(["id", "kind", "subject", "severity", "count", "since", "link"], data.EnumerateObject().Select(p => p.Name)); // no name, no words of a person
        Assert.All(posts, p => Assert.Equal(p.SignatureBy(secret), p.Signatures));
        var answers = await NpmPackages.AskAsync<ValidatorAnswer>("validate.js", [
            .. posts.Select(p => Question("standardwebhooks", p, secret)), .. posts.Select(p => Question("svix", p, secret)),
            Question("standardwebhooks", posts[0] with { Body = posts[0].Body + " " }, secret)]);
        Assert.Equal([true, true, true, true, false], answers.Select(a => a.Genuine));
        Assert.All(await alerting.DeliveriesAsync(webhook), d => Assert.Equal(("delivered", 1, 204, null), (d.Status, d.Attempts, d.Answer, d.Failure)));
        Assert.DoesNotContain(posts[0].Headers.Keys, name => name.ToLowerInvariant() is "traceparent" or "tracestate" or "baggage" or "cookie" or "request-id");
    }

    [Fact]
    public async Task A_look_that_stood_still_delays_the_next_by_ten_seconds_at_most()
    {
        var creator = await alerting.NewCreatorAsync();
        await alerting.NewWebhookAsync(creator);
        await using var held = await alerting.Database.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await using (var locked = new NpgsqlCommand("lock table told_alerts in access exclusive mode", held)) await locked.ExecuteNonQueryAsync();
        var look = alerting.LookAsync(creator, everyMs: 1_000);
        await Eventually.Async(() => alerting.IsAsync("""
            select exists (
              select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and xact_start < clock_timestamp() - interval '2 seconds'
            )
            """));
        await transaction.CommitAsync();
        await look;
        Assert.True(await alerting.IsAsync("select due_at <= clock_timestamp() + interval '10 seconds' from alert_watches where creator_id = $1", creator));
    }

    [Fact]
    public async Task Two_secrets_sign_while_both_are_live()
    {
        await NpmPackages.EnsureInstalledAsync();
        var creator = await alerting.NewCreatorAsync();
        var (webhook, old) = await alerting.NewWebhookAsync(creator);
        var fresh = $"whsec_{Convert.ToBase64String(new byte[32])}";
        Assert.NotNull(await alerting.Webhooks.RotateAsync(await alerting.ReadAsync(webhook), fresh, TimeSpan.FromHours(1), AlertingUnderTest.Owner, CancellationToken.None));
        await alerting.PauseChannelAsync(creator, true);
        await alerting.LookAsync(creator);
        await alerting.SendAsync();
        var post = Assert.Single(alerting.Receiver.At($"/{creator}"));
        Assert.Equal($"{post.SignatureBy(fresh)} {post.SignatureBy(old)}", post.Signatures);
        Assert.All(await NpmPackages.AskAsync<ValidatorAnswer>("validate.js", [Question("standardwebhooks", post, old), Question("standardwebhooks", post, fresh)]), a => Assert.True(a.Genuine, a.Reason));
        // Once the grace is over, or without any, the new one signs alone.
        await alerting.Webhooks.RotateAsync(await alerting.ReadAsync(webhook), old, TimeSpan.Zero, AlertingUnderTest.Owner, CancellationToken.None);
        await alerting.PauseChannelAsync(creator, false);
        await alerting.LookAsync(creator);
        await alerting.SendAsync();
        var last = alerting.Receiver.At($"/{creator}")[^1];
        Assert.Equal(last.SignatureBy(old), last.Signatures);
    }

    [Fact]
    public async Task A_webhook_is_told_of_its_kinds_of_its_creator_and_of_what_began_since_it_is_there()
    {
        var (creator, other) = (await alerting.NewCreatorAsync(), await alerting.AnotherCreatorAsync());
        await alerting.PauseChannelAsync(creator, true);
        var (all, _) = await alerting.NewWebhookAsync(creator);
        var (some, _) = await alerting.NewWebhookAsync(creator, null, "orders_paused");
        var (others, _) = await alerting.NewWebhookAsync(other);
        await alerting.LookAsync(creator);
        Assert.Empty(await alerting.DeliveriesAsync(all));
        await alerting.RunAsync("update connections set paused = false, orders_paused = true where creator_id = $1", creator);
        await alerting.LookAsync(creator);
        Assert.Equal(["alert.opened orders_paused", "alert.resolved channel_paused"], (await alerting.DeliveriesAsync(all)).Select(d => $"{d.Type} {d.Kind}").Order(StringComparer.Ordinal));
        Assert.Equal(["alert.opened orders_paused"], (await alerting.DeliveriesAsync(some)).Select(d => $"{d.Type} {d.Kind}"));
        Assert.Empty(await alerting.DeliveriesAsync(others));
        Assert.Empty(await alerting.Webhooks.DeliveriesAsync(other, all.Id, 10, CancellationToken.None));
        Assert.Null(await alerting.Webhooks.FindAsync(other, all.Id, CancellationToken.None));
        Assert.False(await alerting.Webhooks.DeleteAsync(other, all.Id, AlertingUnderTest.Owner, CancellationToken.None));
        Assert.False(await alerting.Webhooks.PauseAsync(other, all.Id, true, AlertingUnderTest.Owner, CancellationToken.None));
        Assert.Null(await alerting.Webhooks.TestAsync(other, all.Id, "{}", CancellationToken.None));
    }

    [Fact]
    public async Task What_changed_while_it_was_paused_is_told_when_it_is_resumed()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.PauseChannelAsync(creator, true);
        await alerting.LookAsync(creator);
        await alerting.Webhooks.PauseAsync(creator, webhook.Id, true, AlertingUnderTest.Owner, CancellationToken.None);
        Assert.Equal(0, await alerting.SendAsync());
        await alerting.RunAsync("update connections set paused = false, orders_paused = true where creator_id = $1", creator);
        await alerting.LookAsync(creator);
        Assert.NotNull(await alerting.Webhooks.TestAsync(creator, webhook.Id, "{}", CancellationToken.None));
        Assert.Equal(1, await alerting.SendAsync()); // a test goes out though
        await alerting.Webhooks.PauseAsync(creator, webhook.Id, false, AlertingUnderTest.Owner, CancellationToken.None);
        await alerting.LookAsync(creator);
        await alerting.SendAsync();
        Assert.Equal(["alert.opened channel_paused", "alert.opened orders_paused", "alert.resolved channel_paused"],
            alerting.Receiver.At($"/{creator}").Where(p => p.Body != "{}").Select(p => $"{Body(p).GetProperty("type")} {Body(p).GetProperty("data").GetProperty("kind")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_that_wait_leave_the_rest_for_later_and_no_creator_holds_up_another()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.RunAsync("insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body, due_at) select $1, $2, 'w' || n, 'alert.opened', 'low_stock', n::text, '{}', now() + interval '1 hour' from generate_series(1, 1000) n", creator, webhook.Id);
        await alerting.PauseChannelAsync(creator, true);
        await alerting.LookAsync(creator);
        Assert.DoesNotContain(await alerting.DeliveriesAsync(webhook), d => d.Kind == "channel_paused");
        await alerting.RunAsync("delete from alert_deliveries where id = 'w1'");
        await alerting.LookAsync(creator);
        Assert.Contains(await alerting.DeliveriesAsync(webhook), d => d.Kind == "channel_paused");
    }

    [Fact]
    public async Task Stock_is_read_when_the_feed_moved_or_the_webhook_was_away()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.RunAsync("""
            insert into mt_doc_stockitem (tenant_id, id, data, mt_version) values ($1, 'TEE/RED', '{"Available":2,"LowStock":true,"Title":"Somebody’s tee","Conflicts":[]}', 1)
            """, creator);
        await alerting.LookAsync(creator);
        Assert.Empty(await alerting.DeliveriesAsync(webhook)); // every change of stock moves the feed with it
        await MoveFeedAsync(creator);
        await alerting.LookAsync(creator);
        await alerting.SendAsync();
        var data = Body(Assert.Single(alerting.Receiver.At($"/{creator}"))).GetProperty("data");
        Assert.Equal(("TEE/RED", "warning", 2, "/inventory/TEE%2FRED"), (data.GetProperty("subject").GetString(), data.GetProperty("severity").GetString(), data.GetProperty("count").GetInt32(), data.GetProperty("link").GetString()));
        await alerting.LookAsync(creator);
        Assert.Single(await alerting.DeliveriesAsync(webhook)); // not over because it was not read
        await alerting.Webhooks.PauseAsync(creator, webhook.Id, true, AlertingUnderTest.Owner, CancellationToken.None);
        await alerting.RunAsync("update mt_doc_stockitem set data = jsonb_set(data, '{LowStock}', 'false') where tenant_id = $1", creator);
        await MoveFeedAsync(creator);
        await alerting.LookAsync(creator);
        await alerting.Webhooks.PauseAsync(creator, webhook.Id, false, AlertingUnderTest.Owner, CancellationToken.None);
        await alerting.LookAsync(creator);
        Assert.Equal(["alert.resolved", "alert.opened"], (await alerting.DeliveriesAsync(webhook)).Select(d => d.Type));
    }

    private Task MoveFeedAsync(string creator) => alerting.RunAsync("insert into feed_heads (tenant_id, seq) values ($1, 1) on conflict (tenant_id) do update set seq = feed_heads.seq + 1", creator);

    private static JsonElement Body(ReceivedPost post) => JsonDocument.Parse(post.Body).RootElement;

    private static object Question(string package, ReceivedPost post, string secret) => new
    {
        By = package, Secret = secret, post.Body,
        Headers = new Dictionary<string, string> { ["webhook-id"] = post.Id, ["webhook-timestamp"] = long.Parse(post.Timestamp, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), ["webhook-signature"] = post.Signatures },
    };
}
