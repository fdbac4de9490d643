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

/// <summary>Projection and Adapters as processes, with creators and their connections.</summary>
internal sealed class BulkServices : IAsyncDisposable
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("creatorflow-keys-");
    private readonly List<RunningService> processes = [];
    private readonly Dictionary<string, string> settings;

    private BulkServices(BenchmarkTarget target)
    {
        Database = target.OpenDatabase();
        settings = target.Settings().ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value!);
        settings["Keys__Directory"] = keys.FullName;
        settings["Internal__Token"] = new string('t', 32);
        settings["Callbacks__AllowLoopback"] = "true";
        settings["Reconciling__EveryMinutes"] = "0";
        settings["Reconciling__SettleMs"] = "0"; // what is not the benchmark's differs, and would be waited for
        settings["OrderPolling__EveryMinutes"] = "0";
    }

    public NpgsqlDataSource Database { get; }

    /// <param name="target">Empty servers.</param>
    /// <param name="connections">Stored before the processes start, with their creators.</param>
    /// <param name="replicas">Processes of Adapters.</param>
    public static async Task<BulkServices> StartAsync(BenchmarkTarget target, IReadOnlyCollection<Connection> connections, int replicas = 1)
    {
        var services = new BulkServices(target);
        await services.PrepareAsync(target, connections);
        await services.RunAsync(typeof(ProjectionModule));
        for (var replica = 0; replica < replicas; replica++) await services.RunAsync(typeof(AdaptersModule));
        return services;
    }

    /// <summary>One more process.</summary>
    /// <param name="program">A type of its service.</param>
    /// <returns>Its address.</returns>
    public async Task<Uri> RunAsync(Type program)
    {
        var process = await RunningService.StartAsync(program, settings);
        processes.Add(process);
        return new(process.Address);
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

    private async Task PrepareAsync(BenchmarkTarget target, IReadOnlyCollection<Connection> connections)
    {
        await AccountsModule.MigrateAsync(Database);
        await ProjectionModule.MigrateAsync(Database);
        await PartitionTopology.DeclareAsync(new BrokerAddress(new Uri(target.RabbitMq)), 16, CancellationToken.None);
        foreach (var creator in connections.Select(c => c.CreatorId).Distinct()) await new CreatorStore(Database).SaveAsync(creator, creator, CancellationToken.None);
        var store = new ConnectionStore(Database, new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow"))));
        foreach (var connection in connections) await store.SaveAsync(connection, CancellationToken.None);
    }
}
