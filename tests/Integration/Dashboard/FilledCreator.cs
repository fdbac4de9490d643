using System.Diagnostics;
using System.Text.Json;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>A creator with something at every address.</summary>
internal sealed class FilledCreator(DashboardUnderTest api)
{
    public const string Secret = "only-the-first-creator-may-see-this";
    private readonly Shelf shelf = api.NewCreator();
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal) { ["range"] = "7", ["eventId"] = Guid.CreateVersion7().ToString() };

    public string Creator => shelf.Creator;

    public string Delivery => ids["deliveries"];

    private string Connection => $"{Creator}-shop";

    public async Task FillAsync()
    {
        using var saved = await api.SendAsync(HttpMethod.Put, $"/internal/creators/{Creator}", new
        {
            name = Secret, connections = new[] { new { id = Connection, platform = "shopify", name = Secret, secret = "a-secret-of-some-length-0123456789" } },
            apiKeys = Array.Empty<object>(),
        });
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        await shelf.StoreAsync(Secret, 1, wake: false);
        await RunAsync("""
            update mt_doc_stockitem set data = data || jsonb_build_object('LowStock', true, 'Conflicts', jsonb_build_array(jsonb_build_object('Id', $2, 'Sku', id, 'Kind', 'concurrent_stock_update', 'Location', 'main', 'Base', 1,
              'Candidates', '[]'::jsonb, 'Winner', 'k', 'Reason', 'last_write_wins', 'Status', 'review', 'OccurredAt', '2026-11-21T10:00:00+00:00'))) where tenant_id = $1
            """, $"conflict-{Creator}");
        await shelf.RecordAsync($"inventory-{Secret}", 1);
        await RunAsync("""
            update mt_events set data = '{"Location":"main","Effect":"set","Set":5,"Delta":5,"OnHand":5,"OccurredAt":"2026-11-21T09:59:58+00:00","Key":"k","Source":"manual"}', id = $2::uuid where tenant_id = $1
            """, ids["eventId"]);
        await shelf.StoreOrderAsync(Secret);
        await shelf.RecordAsync($"order-shopify-{Secret}", 1);
        await RunAsync("""
            insert into mt_doc_worksession (tenant_id, id, data, mt_version)
            select $1, $2, jsonb_build_object('Id', $2::text, 'SessionType', $2::text, 'StartTime', now() - interval '30 hours', 'EndTime', now() - interval '29 hours', 'StartedMs', (extract(epoch from now()) * 1000)::bigint - 108000000, 'EstimatedTokens', 10,
              'TotalMessages', 2, 'ModelsUsed', '["model-a"]'::jsonb, 'Project', $2::text, 'Revision', 1, 'UpdatedAt', now(), 'Version', 1), 1
            """, Secret);
        await RunAsync("""
            update mt_events set type = 'order.delivered', data = jsonb_build_object('Platform', 'shopify', 'PlatformOrderId', $2::text, 'ConnectionId', 'c1', 'OccurredAt', '2026-11-21T09:59:58+00:00')
            where tenant_id = $1 and stream_id like 'order-%'
            """, Secret);
        ids["deliveries"] = await shelf.ArchiveAsync(System.Text.Encoding.UTF8.GetBytes(Secret), "quarantined");
        await RunAsync("update deliveries set received_at = now(), reason = $2 where tenant_id = $1", $"webhook.unreadable: {Secret}");
        await RunAsync("""
            insert into pushes (tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, critical, status, attempts, wanted_at, due_at, failure)
            values ($1, $1 || '-shop', $2, '', $2, 'r', 1, false, 'dead', 6, now(), now(), 'shopify.user_error')
            """, Secret);
        await RunAsync("insert into listing_details (tenant_id, connection_id, listing_id, platform, sku, is_linked, aliases) values ($1, $1 || '-shop', $2, 'shopify', $2, false, '[\"a\"]')", Secret);
        await RunAsync("insert into sync_runs (id, tenant_id, connection_id, platform, dry_run, asked_by, status, requested_at, finished_at, listings, drifting) values ('run-' || $2, $1, $1 || '-shop', 'shopify', true, 'person', 'completed', now(), now(), 3, 1)", Secret);
        await RunAsync("insert into sync_differences (tenant_id, run_id, listing_id, channel_location, sku, due, believed, shown, cause, repair) values ($1, 'run-' || $2, $2, '', $2, 1, 1, 2, 'lost_webhook', 'none')", Secret);
        await RunAsync("insert into channel_subscriptions (connection_id, tenant_id, status, missing, noticed_at, due_at) values ($1 || '-shop', $1, 'missing', array[$2], now(), now())", Secret);
        await RunAsync("""
            insert into parked_events (tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason, parked_at)
            values ($1, 'inventory-parked-' || $2, $2, 0, '{"$type":"inventory.stock_changed","Sku":"x","Delta":1}', '{}', 'parked', 'decision.failed', now())
            """, Secret);
        ids["parked"] = Assert.Single(await api.ReadAllAsync(Creator, "/api/v1/parked")).GetProperty("id").GetString()!;
        ids["alerts"] = (await api.ReadAllAsync(Creator, "/api/v1/alerts?kind=low_stock")).Single().GetProperty("id").GetString()!;
        var trace = ActivityTraceId.CreateRandom();
        await new TraceStore(api.Redis, Options.Create(new TracingOptions()), TimeProvider.System).AddAsync([(trace, true, new StoredSpan("b7ad6b7169203331", null, "projection", Secret, "consumer", 1, 1, Failed: true, new Dictionary<string, string> { [StoredSpan.Creator] = Creator }))]);
        ids["traces"] = trace.ToHexString();
        ids["keys"] = (await MakeAsync("/api/v1/keys", new { name = Secret, role = "staff" })).GetProperty("id").GetString()!;
        var link = await MakeAsync("/api/v1/share-links", new { scope = "inventory", label = Secret });
        (ids["share-links"], ids["token"]) = (link.GetProperty("id").GetString()!, link.GetProperty("token").GetString()!);
        ids["alert-webhooks"] = (await MakeAsync("/api/v1/alert-webhooks", new { name = Secret, address = $"https://93.184.215.14/{Secret}" })).GetProperty("id").GetString()!;
        ids["secretId"] = (await api.ReadAsync(Creator, $"/api/v1/connections/{Connection}/secrets")).GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    /// <summary>Something of its own changes.</summary>
    public Task ChangeAsync(long version) => shelf.StoreAsync(Secret, version);

    /// <summary>A described path with this creator's own ids in it, and what else it cannot be asked without.</summary>
    public string AddressOf(string path)
    {
        var parts = path.Split('/').Select((part, i) => part is ['{', .., '}'] ? Uri.EscapeDataString(IdOf(path.Split('/')[i - 1], part[1..^1])) : part);
        return string.Join('/', parts) + (path.Contains("/checksums", StringComparison.Ordinal) ? "?topic=inventory" : path.Contains("/analytics/orders", StringComparison.Ordinal) ? "?from=2026-11-20&to=2026-11-22" : "");
    }

    private string IdOf(string collection, string name) => (collection, name) switch
    {
        (_, "sku" or "listingId") => Secret,
        ("orders", "id") => $"shopify-{Secret}",
        ("channels" or "connections", "id") or (_, "connectionId") => Connection,
        ("sync-runs", "id") => $"run-{Secret}",
        ("conflicts", "id") => $"conflict-{Creator}",
        ("deliveries" or "parked" or "alerts" or "traces" or "keys" or "share-links" or "alert-webhooks", "id") => ids[collection],
        (_, "eventId" or "secretId" or "range" or "token") => ids[name],
        _ => throw new InvalidOperationException($"Say in {nameof(FilledCreator)} what {{{name}}} behind {collection} is."),
    };

    private async Task<JsonElement> MakeAsync(string target, object wanted)
    {
        using var made = await api.SendAsync(HttpMethod.Post, target, wanted, Creator, headers: ("X-CreatorFlow-Key", "hand"));
        var text = await made.Content.ReadAsStringAsync();
        Assert.True(made.StatusCode == System.Net.HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task RunAsync(string sql, string value)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = Creator });
        if (sql.Contains("$2", StringComparison.Ordinal)) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
