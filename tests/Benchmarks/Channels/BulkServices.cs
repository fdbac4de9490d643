using CreatorFlow.Accounts;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Adapters;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Platform;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CreatorFlow.Benchmarks.Channels;

/// <summary>Projection and Adapters as processes, with one creator and its connections.</summary>
internal sealed class BulkServices : IAsyncDisposable
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("creatorflow-keys-");
    private readonly List<RunningService> processes = [];

    private BulkServices(NpgsqlDataSource database) => Database = database;

    public NpgsqlDataSource Database { get; }

    public static async Task<BulkServices> StartAsync(BenchmarkTarget target, string creator, IEnumerable<Connection> connections)
    {
        var services = new BulkServices(target.OpenDatabase());
        await services.PrepareAsync(target, creator, connections);
        var settings = target.Settings().ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value!);
        settings["Keys__Directory"] = services.keys.FullName;
        settings["Internal__Token"] = new string('t', 32);
        settings["Reconciling__EveryMinutes"] = "0";
        settings["Reconciling__SettleMs"] = "0"; // what is not the benchmark's differs, and would be waited for
        services.processes.Add(await RunningService.StartAsync(typeof(ProjectionModule), settings));
        services.processes.Add(await RunningService.StartAsync(typeof(AdaptersModule), settings));
        return services;
    }

    /// <summary>What the processes complained of.</summary>
    public IEnumerable<string> Complaints() => processes.SelectMany(p => File.ReadLines(p.LogFile)).Where(l => l.Contains("fail:", StringComparison.Ordinal) || l.Contains("warn:", StringComparison.Ordinal)
        || l.Contains("\"Warning\"", StringComparison.Ordinal) || l.Contains("\"Error\"", StringComparison.Ordinal)).Take(20);

    public async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        await Database.DisposeAsync();
        keys.Delete(recursive: true);
    }

    private async Task PrepareAsync(BenchmarkTarget target, string creator, IEnumerable<Connection> connections)
    {
        await AccountsModule.MigrateAsync(Database);
        await ProjectionModule.MigrateAsync(Database);
        await PartitionTopology.DeclareAsync(new Uri(target.RabbitMq), 16, CancellationToken.None);
        await new CreatorStore(Database).SaveAsync(creator, creator, CancellationToken.None);
        var store = new ConnectionStore(Database, new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow"))));
        foreach (var connection in connections) await store.SaveAsync(connection, CancellationToken.None);
    }
}
