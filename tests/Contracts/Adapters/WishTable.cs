using CreatorFlow.Accounts;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Adapters.Replicas;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>Projection's wishes and the adapters' claims on a real database, without the broker between them.</summary>
internal sealed class WishTable : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);
    private static readonly string Upsert = Sql.Load(typeof(ProjectionModule).Assembly, "Pushes/upsert.sql");
    private readonly NpgsqlDataSource database;

    private WishTable(NpgsqlDataSource database)
    {
        this.database = database;
        var options = Options.Create(new PushOptions { FirstDelayMs = 1, LongestDelayMs = 1 });
        Store = new(database, new PushPatience(options), new ReplicaLease(database, TimeProvider.System, NullLogger<ReplicaLease>.Instance), options, TimeProvider.System);
    }

    public PushStore Store { get; }

    public static async Task<WishTable> OpenAsync() => new(NpgsqlDataSource.Create(await Migrated.Value));

    /// <summary>What Projection writes when a listing is to show another quantity.</summary>
    public async Task WishAsync(Connection connection, (string ListingId, string Location) listing, long quantity, string run, long? expected = null)
    {
        await using var command = database.CreateCommand(Upsert);
        object[] values = [Row(connection.CreatorId), Row(connection.Id), Row(listing.ListingId), Row(listing.Location), Row("SKU"), Row(run), new[] { quantity }, new[] { expected }, new[] { false }, new string?[] { null }, DateTimeOffset.UtcNow];
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Creates the connection, paused or not.</summary>
    public async Task SaveAsync(Connection connection, bool paused)
    {
        await using var command = database.CreateCommand("""
            with creator as (insert into creators (id, name) values ($2, 'test') on conflict do nothing)
            insert into connections (id, creator_id, platform, name, secrets, paused) values ($1, $2, $3, 'test', '', $4)
            on conflict (id) do update set paused = excluded.paused
            """);
        foreach (var value in new object[] { connection.Id, connection.CreatorId, connection.Platform, paused }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Tells the channel all that waits, as a lane does.</summary>
    /// <returns>What was told.</returns>
    public async Task<IReadOnlyList<PushItem>> TellAsync(Connection connection, IChannelAdapter adapter)
    {
        var told = new List<PushItem>();
        while (await Store.ClaimAsync(connection, adapter.MostPerCall, CancellationToken.None) is { Count: > 0 } claimed) told.AddRange(await TellAsync(connection, adapter, claimed));
        return told;
    }

    public async Task<IReadOnlyList<PushItem>> TellAsync(Connection connection, IChannelAdapter adapter, IReadOnlyList<WaitingPush> claimed)
    {
        var items = claimed.Select(c => c.Item()).ToList();
        var results = await adapter.PushAsync(connection, items, CancellationToken.None);
        await Store.RecordAsync(connection, [.. claimed.Zip(results, (push, result) => new AnsweredPush(push, result))], CancellationToken.None);
        return items;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static string[] Row(string value) => [value];

    private static async Task<string> MigrateAsync()
    {
        var address = await PrivateServers.Shared.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(address);
        await AccountsModule.MigrateAsync(database);
        await ProjectionModule.MigrateAsync(database);
        return address;
    }
}
