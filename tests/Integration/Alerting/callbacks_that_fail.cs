using System.Diagnostics;
using System.Globalization;
using System.Net;
using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Adapters.Alerting;
using CreatorFlow.Hosting.Outbound;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Alerting;

public sealed class Callbacks_that_fail(AlertingUnderTest alerting) : IClassFixture<AlertingUnderTest>
{
    [Fact]
    public async Task A_failed_attempt_is_made_again_later_by_the_same_id_and_its_own_time()
    {
        var (webhook, path) = await OneWaitsAsync();
        alerting.Receiver.Answer(path, 503);
        Assert.Equal(1, await alerting.SendAsync());
        var waiting = Assert.Single(await alerting.DeliveriesAsync(webhook));
        Assert.Equal(("waiting", 1, 503, "callback.refused"), (waiting.Status, waiting.Attempts, waiting.Answer, waiting.Failure));
        Assert.InRange((waiting.NextAttemptAt - waiting.AttemptedAt)!.Value.TotalSeconds, 4.4, 5.6);
        Assert.Equal(0, await alerting.SendAsync());
        alerting.Receiver.Answer(path, 200);
        await Eventually.Async(() => alerting.Receiver.At(path)[0].Timestamp != TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), TimeSpan.FromSeconds(5));
        await alerting.HurryAsync();
        Assert.Equal(1, await alerting.SendAsync());
        Assert.Equal(("delivered", 2, 200), (Assert.Single(await alerting.DeliveriesAsync(webhook)) is var d ? (d.Status, d.Attempts, d.Answer) : default));
        var posts = alerting.Receiver.At(path);
        Assert.Equal((2, 1, 2, 1), (posts.Count, posts.Select(p => p.Id).Distinct().Count(), posts.Select(p => p.Timestamp).Distinct().Count(), posts.Select(p => p.Body).Distinct().Count()));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_more_time_is_given_it()
    {
        var (webhook, path) = await OneWaitsAsync();
        alerting.Receiver.Answer(path, 429, ("Retry-After", "600"));
        await alerting.SendAsync();
        var waiting = Assert.Single(await alerting.DeliveriesAsync(webhook));
        Assert.InRange((waiting.NextAttemptAt - waiting.AttemptedAt)!.Value.TotalSeconds, 599, 601);
    }

    [Fact]
    public async Task One_that_says_it_is_gone_is_told_nothing_any_more_which_is_an_alert_itself()
    {
        var (webhook, path) = await OneWaitsAsync();
        var (second, _) = await alerting.NewWebhookAsync(webhook.CreatorId, $"{alerting.Receiver.Address}{path}-2", "alert_webhook_disabled");
        alerting.Receiver.Answer(path, 410);
        await alerting.SendAsync();
        Assert.Equal(("dead", 410, "callback.gone"), (Assert.Single(await alerting.DeliveriesAsync(webhook)) is var d ? (d.Status, d.Answer, d.Failure) : default));
        Assert.Equal("gone", (await alerting.ReadAsync(webhook)).DisabledBecause);
        await alerting.PauseChannelAsync(webhook.CreatorId, false);
        await alerting.LookAsync(webhook.CreatorId);
        Assert.Single(await alerting.DeliveriesAsync(webhook));
        Assert.Equal(("alert.opened", webhook.Id), (Assert.Single(await alerting.DeliveriesAsync(second)) is var told ? (told.Type, told.Subject) : default));
        Assert.True(await alerting.Webhooks.PauseAsync(webhook.CreatorId, webhook.Id, false, AlertingUnderTest.Owner, CancellationToken.None));
        alerting.Receiver.Answer(path, 200);
        await alerting.LookAsync(webhook.CreatorId);
        await alerting.SendAsync();
        Assert.Equal(["delivered", "dead"], (await alerting.DeliveriesAsync(webhook)).Select(x => x.Status));
        Assert.Null((await alerting.ReadAsync(webhook)).DisabledAt);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_dead_and_a_webhook_that_took_nothing_meanwhile_is_disabled()
    {
        var (webhook, path) = await OneWaitsAsync();
        var settings = new AlertingOptions { RetrySeconds = [0, 0] };
        alerting.Receiver.Answer(path, 500);
        Assert.Equal(3, await alerting.SendAsync(settings));
        Assert.Equal(("dead", 3, null), (Assert.Single(await alerting.DeliveriesAsync(webhook)) is var d ? (d.Status, d.Attempts, d.NextAttemptAt) : default));
        Assert.Equal("failing", (await alerting.ReadAsync(webhook)).DisabledBecause);

        // One that takes others is left as it is.
        var (live, livePath) = await OneWaitsAsync();
        alerting.Receiver.Answer(livePath, 500);
        await alerting.SendAsync(new() { RetrySeconds = [0, 3_600] });
        await alerting.RunAsync("update alert_webhooks set delivered_at = now() where creator_id = $1", live.CreatorId);
        await alerting.HurryAsync();
        await alerting.SendAsync(settings);
        Assert.Equal("dead", Assert.Single(await alerting.DeliveriesAsync(live)).Status);
        Assert.Null((await alerting.ReadAsync(live)).DisabledAt);
    }

    [Fact]
    public async Task A_test_is_made_once_and_disables_nothing_and_few_of_them_wait()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        alerting.Receiver.Answer($"/{creator}", 500);
        for (var i = 0; i < AlertWebhookStore.MostTests; i++) Assert.NotNull(await alerting.Webhooks.TestAsync(creator, webhook.Id, "{}", CancellationToken.None));
        Assert.Null(await alerting.Webhooks.TestAsync(creator, webhook.Id, "{}", CancellationToken.None));
        Assert.Equal(AlertWebhookStore.MostTests, await alerting.SendAsync());
        Assert.All(await alerting.DeliveriesAsync(webhook), d => Assert.Equal(("dead", 1), (d.Status, d.Attempts)));
        Assert.Null((await alerting.ReadAsync(webhook)).DisabledAt);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_huge_answer_is_not_read()
    {
        var (webhook, path) = await OneWaitsAsync();
        alerting.Receiver.Answer(path, 302, ("Location", $"{alerting.Receiver.Address}/elsewhere{path}"));
        await alerting.SendAsync();
        Assert.Equal((302, "callback.redirected"), (Assert.Single(await alerting.DeliveriesAsync(webhook)) is var d ? (d.Answer, d.Failure) : default));
        Assert.Empty(alerting.Receiver.At($"/elsewhere{path}"));

        var ended = new TaskCompletionSource();
        alerting.Receiver.Answers[path] = async context =>
        {
            try
            {
                var chunk = new byte[64 * 1024];
                // It has no end: whoever read it would not come to one before its time is up, and that is a failure.
                while (!(await context.Response.BodyWriter.WriteAsync(chunk, context.RequestAborted)).IsCompleted) { }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The sender has left.
            }
            finally
            {
                ended.SetResult();
            }
        };
        await alerting.HurryAsync();
        await alerting.SendAsync();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("delivered", Assert.Single(await alerting.DeliveriesAsync(webhook)).Status);
    }

    [Fact]
    public async Task Nobody_who_answers_is_a_failure_with_a_code_and_nothing_else()
    {
        var (webhook, path) = await OneWaitsAsync();
        await AddressAsync(webhook, "http://127.0.0.1:9/");
        await FailsAsync(webhook, "callback.unreachable");
        await AddressAsync(webhook, alerting.Receiver.UntrustedAddress + path);
        await FailsAsync(webhook, "callback.tls_failed");
        await AddressAsync(webhook, alerting.Receiver.Address + path);
        alerting.Receiver.Answers[path] = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await FailsAsync(webhook, "callback.timeout", new() { TimeoutMs = 200 });
        alerting.Receiver.Answers[path] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await FailsAsync(webhook, "callback.broken");
        Assert.Empty(alerting.Receiver.At("/"));
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_called_though_it_led_outside_when_it_was_judged()
    {
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("93.184.215.14")], [IPAddress.Loopback], [IPAddress.Parse("169.254.169.254")], [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.7")]]);
        ResolveName rebound = (_, _) => Task.FromResult(answers.Dequeue());
        var guard = new CallbackGuard(Microsoft.Extensions.Options.Options.Create(new CallbackOptions()), rebound);
        Assert.Equal("https://rebound.example/in", (await guard.JudgeAsync("https://rebound.example/in", CancellationToken.None)).Address!.AbsoluteUri);
        var (webhook, _) = await OneWaitsAsync();
        await AddressAsync(webhook, $"https://rebound.example:443/{webhook.CreatorId}");
        while (answers.Count > 0) await FailsAsync(webhook, CallbackGuard.Forbidden, null, new CallbackOptions(), rebound);
        Assert.Empty(alerting.Receiver.At($"/{webhook.CreatorId}"));
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[64:ff9b::a00:1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://localhost/")]
    public async Task An_address_inside_is_refused_when_it_is_named_and_when_it_is_called(string address)
    {
        var guard = new CallbackGuard(Microsoft.Extensions.Options.Options.Create(new CallbackOptions()), Dns.GetHostAddressesAsync);
        Assert.Equal((null, CallbackGuard.Forbidden), await guard.JudgeAsync(address, CancellationToken.None));
        var (webhook, _) = await OneWaitsAsync();
        await AddressAsync(webhook, address);
        await FailsAsync(webhook, CallbackGuard.Forbidden, null, new CallbackOptions());
    }

    [Fact]
    public async Task What_was_judged_is_what_is_called()
    {
        var (webhook, _) = await OneWaitsAsync();
        await AddressAsync(webhook, $"http://named.example:{alerting.Receiver.Port}/named");
        var asked = 0;
        Assert.Equal(1, await alerting.SendAsync(resolve: (_, _) =>
        {
            asked++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        }));
        Assert.Equal((1, $"named.example:{alerting.Receiver.Port}"), (asked, Assert.Single(alerting.Receiver.At("/named")).Headers["Host"]));
    }

    [Fact]
    public async Task Two_workers_never_make_one_attempt_twice_and_a_silent_ones_is_made_again()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.RunAsync("insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body, due_at) select $1, $2, 'm' || n, 'alert.opened', 'low_stock', n::text, '{}', now() - interval '1 minute' from generate_series(1, 60) n", creator, webhook.Id);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => alerting.SendAsync()));
        Assert.Equal(60, alerting.Receiver.At($"/{creator}").Count);
        Assert.Equal(60, alerting.Receiver.At($"/{creator}").Select(p => p.Id).Distinct().Count());

        // Claimed, posted, and killed before the answer was written down: the claim ends by the database's clock.
        await alerting.RunAsync("update alert_deliveries set status = 'waiting', due_at = now(), settled_at = null where id = 'm1'");
        var silent = (await alerting.Store().ClaimAsync(CancellationToken.None))!;
        Assert.Equal(0, await alerting.SendAsync());
        await alerting.RunAsync("update alert_deliveries set claimed_until = now() - interval '1 second' where id = 'm1'");
        Assert.Equal(1, await alerting.SendAsync());
        await alerting.Store().LaterAsync(silent, new(500, "callback.refused"), TimeSpan.Zero, CancellationToken.None); // too late: it is another's, and over
        Assert.Equal("delivered", (await alerting.DeliveriesAsync(webhook)).Single(d => d.Id == "m1").Status);
        Assert.Equal(2, alerting.Receiver.At($"/{creator}").Count(p => p.Id == "m1"));
    }

    [Fact]
    public async Task What_is_told_of_one_alert_is_told_in_its_order_and_one_webhook_has_few_attempts_at_a_time()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.RunAsync("insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body, due_at) values ($1, $2, 'opened', 'alert.opened', 'low_stock', 'A', '{}', now() + interval '1 hour'), ($1, $2, 'resolved', 'alert.resolved', 'low_stock', 'A', '{}', now())", creator, webhook.Id);
        Assert.Equal(0, await alerting.SendAsync());
        await alerting.HurryAsync();
        Assert.Equal(2, await alerting.SendAsync());
        Assert.Equal(["opened", "resolved"], alerting.Receiver.At($"/{creator}").Select(p => p.Id));

        // Due since before a clock that is set right could take back.
        await alerting.RunAsync("insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body, due_at) select $1, $2, 's' || n, 'alert.opened', 'low_stock', n::text, '{}', now() - interval '1 minute' from generate_series(1, 9) n", creator, webhook.Id);
        var (other, _) = await alerting.NewWebhookAsync(await alerting.AnotherCreatorAsync());
        await alerting.RunAsync("insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body, due_at) values ($1, $2, 'other', 'alert.opened', 'low_stock', 'A', '{}', now() - interval '1 minute')", other.CreatorId, other.Id);
        var claimed = new List<string>();
        while (await alerting.Store().ClaimAsync(CancellationToken.None) is { } delivery) claimed.Add(delivery.Id);
        Assert.Equal((5, true), (claimed.Count, claimed.Contains("other")));
    }

    [Fact]
    public async Task A_span_and_a_secret_tell_nothing_of_the_address()
    {
        var seen = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CreatorFlow" or "System.Net.Http", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { lock (seen) seen.Add(activity); },
        };
        ActivitySource.AddActivityListener(listener);
        var (webhook, _) = await OneWaitsAsync();
        await AddressAsync(webhook, $"{alerting.Receiver.Address}/hidden-in-the-path?token=hidden");
        await alerting.SendAsync();
        Assert.Single(alerting.Receiver.At("/hidden-in-the-path"));
        Activity[] all;
        lock (seen) all = [.. seen];
        Assert.Contains(all, a => a.OperationName == "alert.deliver");
        Assert.DoesNotContain(all, a => a.TagObjects.Any(t => $"{t.Value}".Contains("hidden", StringComparison.Ordinal)) || a.DisplayName.Contains("hidden", StringComparison.Ordinal));
        await using var stored = alerting.Database.CreateCommand("select encode(secrets, 'escape') from alert_webhooks where id = $1");
        stored.Parameters.Add(new() { Value = webhook.Id });
        Assert.DoesNotContain("whsec_", (string)(await stored.ExecuteScalarAsync())!, StringComparison.Ordinal);
        Assert.Equal(webhook.Id, webhook.ToString());
    }

    /// <summary>A webhook with one message that is due, and its path at the receiver.</summary>
    private async Task<(AlertWebhook Webhook, string Path)> OneWaitsAsync()
    {
        var creator = await alerting.NewCreatorAsync();
        var (webhook, _) = await alerting.NewWebhookAsync(creator);
        await alerting.PauseChannelAsync(creator, true);
        await alerting.LookAsync(creator);
        return (webhook, $"/{creator}");
    }

    private Task AddressAsync(AlertWebhook webhook, string address) => alerting.RunAsync("update alert_webhooks set address = $2 where id = $1", webhook.Id, address);

    private async Task FailsAsync(AlertWebhook webhook, string code, AlertingOptions? settings = null, CallbackOptions? callbacks = null, ResolveName? resolve = null)
    {
        await alerting.HurryAsync();
        Assert.Equal(1, await alerting.SendAsync(settings, callbacks, resolve));
        Assert.Equal((null, code), (Assert.Single(await alerting.DeliveriesAsync(webhook)) is var d ? (d.Answer, d.Failure) : default));
    }
}
