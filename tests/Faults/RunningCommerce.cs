using System.Globalization;
using System.Net.Http.Json;
using CreatorFlow.Adapters;
using CreatorFlow.Dashboard;
using CreatorFlow.Gateway;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Simulator;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Faults;

/// <summary>Every service of the product and the simulator as processes, on servers of their own.</summary>
internal sealed class RunningCommerce : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-hour-");
    private readonly PrivateServers servers = new();
    private readonly List<RunningService> services = [];
    private string host = "";

    public required IReadOnlyList<PlayedCreator> Creators { get; init; }
    public NpgsqlDataSource Database { get; private set; } = null!;
    public SimulatedPlatforms Platforms { get; private set; } = null!;

    /// <summary>The gateway, as creators reach it.</summary>
    public string Gateway { get; private set; } = "";

    /// <param name="creators">How many, made before anything is sent.</param>
    /// <param name="seed">Of the simulator.</param>
    /// <param name="speed">How much faster than by the clock commerce happens.</param>
    /// <param name="faults">The simulator's, by setting.</param>
    public static async Task<RunningCommerce> StartAsync(int creators, int seed, int speed, Dictionary<string, string> faults)
    {
        var simulator = RunningService.FreeAddress();
        var commerce = new RunningCommerce { Creators = [.. Enumerable.Range(0, creators).Select(n => PlayedCreator.New(n, simulator))] };
        await commerce.StartAsync(simulator, seed, Patience(speed), faults);
        return commerce;
    }

    /// <summary>Messages that the broker holds.</summary>
    public async Task<long> MessagesAsync() => await (await servers.RabbitMqAsync()).Management.MessagesAsync(host);

    /// <summary>The last lines of every process, for a run that does not end.</summary>
    public async Task<string> LogsAsync() => string.Join('\n', await Task.WhenAll(services.Select(async s => string.Join('\n', (await File.ReadAllLinesAsync(s.LogFile)).TakeLast(15)))));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
        Platforms?.Dispose();
        if (Database is not null) await Database.DisposeAsync();
        await servers.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Our own waits shrink with the clock; what the platforms allow in a second does not, and neither do the moments in webhooks.</summary>
    private static Dictionary<string, string> Patience(int speed) => new()
    {
        ["Pushing__FirstDelayMs"] = Text(1_000 / speed), ["Pushing__LongestDelayMs"] = Text(300_000 / speed), ["Pushing__BreakMs"] = Text(Math.Max(500, 10_000 / speed)),
        ["OrderFetch__FirstDelayMs"] = Text(1_000 / speed), ["OrderFetch__LongestDelayMs"] = Text(60_000 / speed), ["OrderFetch__JitterMs"] = Text(500 / speed), ["OrderFetch__LaterMs"] = Text(30_000 / speed),
        ["OrderPolling__OverlapMinutes"] = "1", ["OrderPolling__RetrySeconds"] = Text(30 / speed), ["OrderPolling__FirstDelayMs"] = Text(1_000 / speed),
        ["Reconciling__EveryMinutes"] = "0", ["Reconciling__GiveWayMs"] = Text(5_000 / speed), ["Reconciling__SettleMs"] = Text(10_000 / speed), ["Reconciling__EchoPatienceMs"] = Text(60_000 / speed),
        ["Reconciling__LookEveryMs"] = "100", ["Reconciling__AtOnce"] = "8", ["Meta__FirstLookMs"] = Text(1_000 / speed),
    };

    private async Task StartAsync(string simulator, int seed, Dictionary<string, string> patience, Dictionary<string, string> faults)
    {
        var settings = await SettingsAsync();
        Database = NpgsqlDataSource.Create(settings["ConnectionStrings__Postgres"]);
        var (ingest, dashboard, connections) = (RunningService.FreeAddress(), RunningService.FreeAddress(), Path.Combine(folder.FullName, "runtime.json"));
        Gateway = RunningService.FreeAddress();
        await File.WriteAllTextAsync(connections, PlayedCreator.File(Creators));
        await Task.WhenAll(
            StartAsync(typeof(ProjectionModule), settings),
            StartAsync(typeof(IngestModule), settings, ingest),
            StartAsync(typeof(AdaptersModule), With(settings, patience)),
            StartAsync(typeof(DashboardModule), With(settings, new() { ["Services__Ingest"] = ingest }), dashboard),
            StartAsync(typeof(GatewayModule), With(settings, new() { ["Services__Ingest"] = ingest, ["Services__Dashboard"] = dashboard }), Gateway),
            StartAsync(typeof(SimulatorModule), With(settings, new(faults)
            {
                ["Simulator__Gateway"] = Gateway, ["Simulator__Connections"] = connections, ["Simulator__Rate"] = "0", ["Simulator__Seed"] = Text(seed),
            }), simulator));
        await SaveAsync(dashboard, settings["Internal__Token"]);
        Platforms = new(simulator);
    }

    private async Task<RunningService> StartAsync(Type program, Dictionary<string, string> settings, string? address = null)
    {
        var service = await RunningService.StartAsync(program, settings, address);
        lock (services) services.Add(service);
        return service;
    }

    private async Task<Dictionary<string, string>> SettingsAsync()
    {
        var broker = await servers.CreateVirtualHostAsync();
        host = Uri.UnescapeDataString(new Uri(broker).AbsolutePath[1..]);
        return new()
        {
            ["ConnectionStrings__Postgres"] = await servers.CreateDatabaseAsync(), ["ConnectionStrings__RabbitMq"] = broker, ["ConnectionStrings__Redis"] = await servers.CreateRedisDatabaseAsync(),
            ["Keys__Directory"] = folder.CreateSubdirectory("keys").FullName, ["Internal__Token"] = new string('t', 32), ["Partitions__Count"] = "16",
        };
    }

    private async Task SaveAsync(string dashboard, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(dashboard) };
        http.DefaultRequestHeaders.Add("X-Internal-Token", token);
        foreach (var creator in Creators)
        {
            using var answer = await http.PutAsJsonAsync($"internal/creators/{creator.Id}", creator.Saved);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static Dictionary<string, string> With(Dictionary<string, string> settings, Dictionary<string, string> more)
    {
        var all = new Dictionary<string, string>(settings);
        foreach (var (name, value) in more) all[name] = value;
        return all;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
