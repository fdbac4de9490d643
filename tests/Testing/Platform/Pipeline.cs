using CreatorFlow.Accounts;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CreatorFlow.Testing.Platform;

/// <summary>Ingest and Projection as processes on servers of their own, with creators that send by Standard Webhooks.</summary>
public sealed class Pipeline : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly string keys = Directory.CreateTempSubdirectory("creatorflow-keys-").FullName;

    private Pipeline(PrivateServers servers) => Servers = servers;

    public PrivateServers Servers { get; }
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
        var pipeline = new Pipeline(servers);
        await pipeline.PrepareAsync(creators, channels);
        change?.Invoke(pipeline.Settings);
        pipeline.Projection = await RunningService.StartAsync(projection, pipeline.Settings);
        pipeline.Ingest = await RunningService.StartAsync(ingest, pipeline.Settings);
        return pipeline;
    }

    public async ValueTask DisposeAsync()
    {
        await Ingest.DisposeAsync();
        await Projection.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    private async Task PrepareAsync(int creators, int channels)
    {
        var postgres = await Servers.CreateDatabaseAsync();
        Settings = new()
        {
            ["ConnectionStrings__Postgres"] = postgres,
            ["ConnectionStrings__RabbitMq"] = await Servers.CreateVirtualHostAsync(),
            ["ConnectionStrings__Redis"] = await Servers.CreateRedisDatabaseAsync(),
            ["Keys__Directory"] = keys,
            ["Internal__Token"] = new string('t', 32),
            ["Partitions__Count"] = "16",
        };
        Database = NpgsqlDataSource.Create(postgres);
        await AccountsModule.MigrateAsync(Database);
        var protector = new SecretProtector(DataProtectionProvider.Create(new DirectoryInfo(keys), setup => setup.SetApplicationName("CreatorFlow")));
        var connections = new ConnectionStore(Database, protector);
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
