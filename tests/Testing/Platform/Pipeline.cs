using CreatorFlow.Accounts;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CreatorFlow.Testing.Platform;

/// <summary>Ingest and Projection as processes on servers of their own, with creators that send by Standard Webhooks.</summary>
public sealed class Pipeline : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private Pipeline(PrivateServers servers, string keys) => (Servers, Keys) = (servers, keys);

    public PrivateServers Servers { get; }

    /// <summary>The folder of its key ring; it goes with it.</summary>
    public string Keys { get; }

    public NpgsqlDataSource Database { get; private set; } = null!;
    public RunningService Ingest { get; private set; } = null!;
    public RunningService Projection { get; private set; } = null!;

    /// <summary>Environment variables of both; a change is heeded at their next start.</summary>
    public Dictionary<string, string> Settings { get; private set; } = [];

    /// <param name="servers">Shared ones, or a set of the test's own when it kills them.</param>
    /// <param name="creators">Creators <c>creator-0</c>… each with a connection <c>{creator}-standard</c>.</param>
    /// <param name="ingest">A type of Ingest.</param>
    /// <param name="projection">A type of Projection.</param>
    /// <param name="channels">Connections a creator: <c>{creator}-standard</c>, then <c>{creator}-standard-1</c>…</param>
    /// <param name="change">Of the services' settings, before they start.</param>
    public static async Task<Pipeline> StartAsync(
        PrivateServers servers, int creators, Type ingest, Type projection, int channels = 1, Action<Dictionary<string, string>>? change = null)
    {
        var pipeline = new Pipeline(servers, Directory.CreateTempSubdirectory("creatorflow-keys-").FullName);
        await pipeline.ConnectAsync(await servers.CreateDatabaseAsync());
        await pipeline.PrepareAsync(creators, channels);
        change?.Invoke(pipeline.Settings);
        await pipeline.RunAsync(ingest, projection);
        return pipeline;
    }

    /// <summary>On a database and with keys that are there already.</summary>
    /// <param name="servers">With an empty broker and an empty Redis.</param>
    /// <param name="postgres">Connection string of the database.</param>
    /// <param name="keys">The folder of the key ring.</param>
    /// <param name="ingest">A type of Ingest.</param>
    /// <param name="projection">A type of Projection.</param>
    public static async Task<Pipeline> ResumeAsync(PrivateServers servers, string postgres, string keys, Type ingest, Type projection)
    {
        var pipeline = new Pipeline(servers, keys);
        await pipeline.ConnectAsync(postgres);
        await pipeline.RunAsync(ingest, projection);
        return pipeline;
    }

    /// <summary>A connection as Ingest reads it, its secrets opened with the key ring; null when there is none.</summary>
    public Task<Connection?> ConnectionAsync(string id) => Connections().FindAsync(id, CancellationToken.None);

    /// <summary>Keys of a creator's webhooks <c>msg-…</c>, in the order in which they are in the log.</summary>
    public async Task<List<string>> RecordedAsync(string creator)
    {
        await using var command = Database.CreateCommand("select headers ->> 'IdempotencyKey' from mt_events where tenant_id = $1 and headers ->> 'IdempotencyKey' like '%msg-%' group by 1 order by min(seq_id)");
        command.Parameters.Add(new() { Value = creator });
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync()) keys.Add(reader.GetString(0));
        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await Ingest.DisposeAsync();
        await Projection.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Keys, recursive: true);
    }

    private async Task RunAsync(Type ingest, Type projection)
    {
        Projection = await RunningService.StartAsync(projection, Settings);
        Ingest = await RunningService.StartAsync(ingest, Settings);
    }

    private async Task ConnectAsync(string postgres)
    {
        Settings = new()
        {
            ["ConnectionStrings__Postgres"] = postgres,
            ["ConnectionStrings__RabbitMq"] = await Servers.CreateVirtualHostAsync(),
            ["ConnectionStrings__Redis"] = await Servers.CreateRedisDatabaseAsync(),
            ["Keys__Directory"] = Keys,
            ["Internal__Token"] = new string('t', 32),
            ["Partitions__Count"] = "16",
        };
        Database = NpgsqlDataSource.Create(DatabaseHosts.Read(postgres).ConnectionString);
    }

    private ConnectionStore Connections() => new(Database, new SecretProtector(DataProtectionProvider.Create(new DirectoryInfo(Keys), setup => setup.SetApplicationName("CreatorFlow"))));

    private async Task PrepareAsync(int creators, int channels)
    {
        await AccountsModule.MigrateAsync(Database);
        var connections = Connections();
        for (var i = 0; i < creators; i++)
        {
            await new CreatorStore(Database).SaveAsync($"creator-{i}", $"Creator {i}", CancellationToken.None);
            for (var channel = 0; channel < channels; channel++) await connections.SaveAsync(Standard($"creator-{i}", channel), CancellationToken.None);
        }
    }

    private static Connection Standard(string creator, int channel) => new()
    {
        Id = channel == 0 ? $"{creator}-standard" : $"{creator}-standard-{channel}", CreatorId = creator, Platform = "standard", Name = "Test", Settings = new Dictionary<string, string>(),
        Secrets = new() { Current = Secret }, UpdatedAt = default,
    };
}
