using System.Net;
using CreatorFlow.Accounts;
using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Accounts.Audit;
using CreatorFlow.Adapters.Alerting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Outbound;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Alerting;

/// <summary>The tables of alerts and webhooks, and a receiver; Adapters' parts are made by hand, as many of them as a test wants.</summary>
public sealed class AlertingUnderTest : IAsyncLifetime
{
    internal static readonly Actor Owner = new("key-1", "Owner");
    private readonly SecretProtector protector = new(new EphemeralDataProtectionProvider());
    private readonly Signals signals = new("tests");
    private int made;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal CallbackReceiver Receiver { get; private set; } = null!;

    internal AlertWebhookStore Webhooks { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await AccountsModule.MigrateAsync(Database);
        await ProjectionModule.MigrateAsync(Database);
        Receiver = await CallbackReceiver.StartAsync();
        Webhooks = new(Database, protector, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Database.DisposeAsync();
        signals.Dispose();
    }

    /// <summary>A creator with a connection, and no webhook of another test is left.</summary>
    internal async Task<string> NewCreatorAsync()
    {
        await RunAsync("delete from alert_webhooks");
        return await AnotherCreatorAsync();
    }

    internal async Task<string> AnotherCreatorAsync()
    {
        var creator = $"creator-{Interlocked.Increment(ref made)}";
        await RunAsync("insert into creators (id, name) values ($1, 'test')", creator);
        await RunAsync("insert into connections (id, creator_id, platform, name, secrets) values ($1 || '-shop', $1, 'shopify', 'Shop', '')", creator);
        return creator;
    }

    /// <summary>A webhook whose path at the receiver is its creator's; what is wrong by now is known to it.</summary>
    internal async Task<(AlertWebhook Webhook, string Secret)> NewWebhookAsync(string creator, string? address = null, params string[] kinds)
    {
        var secret = $"whsec_{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))}";
        var webhook = await Webhooks.CreateAsync(creator, "test", new Uri(address ?? $"{Receiver.Address}/{creator}"), kinds, secret, Owner, CancellationToken.None);
        await LookAsync(creator);
        return (webhook!, secret);
    }

    /// <summary>Its channel is paused, which is an alert, or is not any more.</summary>
    internal Task PauseChannelAsync(string creator, bool paused) => RunAsync("update connections set paused = $2, updated_at = now() where creator_id = $1", creator, paused);

    /// <summary>Compares a creator's alerts once, by one or by more at the same time.</summary>
    internal async Task LookAsync(string creator, int watchers = 1, int everyMs = 60_000)
    {
        await RunAsync("update alert_watches set due_at = '-infinity' where creator_id = $1", creator);
        await Task.WhenAll(Enumerable.Range(0, watchers).Select(async _ =>
        {
            var books = new AlertBooks(Database, Options.Create(new AlertingOptions { LookEveryMs = everyMs }), TimeProvider.System);
            while (await books.LookAsync(CancellationToken.None) is { } looked) Assert.Null(looked.Failure);
        }));
    }

    internal DeliveryStore Store(AlertingOptions? settings = null) => new(Database, Options.Create(settings ?? new()));

    internal CallbackPost Post(AlertingOptions? settings = null, CallbackOptions? callbacks = null, ResolveName? resolve = null) => new(
        new CallbackGuard(Options.Create(callbacks ?? new() { AllowLoopback = true }), resolve ?? Dns.GetHostAddressesAsync), protector, Options.Create(settings ?? new()), TimeProvider.System);

    /// <summary>Makes every attempt that is due, one after the other.</summary>
    internal async Task<int> SendAsync(AlertingOptions? settings = null, CallbackOptions? callbacks = null, ResolveName? resolve = null)
    {
        using var post = Post(settings, callbacks, resolve);
        var (store, count) = (Store(settings), 0);
        var attempt = new DeliveryAttempt(store, post, new DeliveryMeter(signals), signals, Options.Create(settings ?? new()), NullLogger<DeliveryAttempt>.Instance);
        for (; await store.ClaimAsync(CancellationToken.None) is { } delivery; count++) await attempt.RunAsync(delivery, CancellationToken.None);
        return count;
    }

    /// <summary>What waits is due now.</summary>
    internal Task HurryAsync() => RunAsync("update alert_deliveries set due_at = now(), claimed_until = null where status = 'waiting'");

    internal Task<IReadOnlyList<AlertDelivery>> DeliveriesAsync(AlertWebhook webhook) => Webhooks.DeliveriesAsync(webhook.CreatorId, webhook.Id, 100, CancellationToken.None);

    internal async Task<AlertWebhook> ReadAsync(AlertWebhook webhook) => (await Webhooks.FindAsync(webhook.CreatorId, webhook.Id, CancellationToken.None))!;

    internal Task RunAsync(string sql, params object[] values) => Database.RunAsync(sql, CancellationToken.None, values);

    /// <summary>What a statement says, which is true or false.</summary>
    internal async Task<bool> IsAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql).With(values);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
