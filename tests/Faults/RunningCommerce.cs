using System.Globalization;
using System.Net.Http.Json;
using CreatorFlow.Adapters;
using CreatorFlow.Dashboard;
using CreatorFlow.Gateway;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Simulator;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.Faults.Rolling;
using Npgsql;

namespace CreatorFlow.Tests.Faults;

/// <summary>Every service of the product and the simulator as processes, on servers of their own.</summary>
internal sealed class RunningCommerce : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-hour-");
    private readonly Dictionary<string, RunningService> services = [];
    private Dictionary<string, string> settings = [];
    private readonly Dictionary<string, Replicas> replicas = [];
    private string host = "";
    private TcpBalancer? balancer;

    public required PrivateServers Servers { get; init; }

    public required IReadOnlyList<PlayedCreator> Creators { get; init; }
    public NpgsqlDataSource Database { get; private set; } = null!;
    public SimulatedPlatforms Platforms { get; private set; } = null!;

    /// <summary>The gateway, as creators reach it.</summary>
    public string Gateway { get; private set; } = "";

    /// <summary>Where the Dashboard API answers the other services.</summary>
    public string Dashboard { get; private set; } = "";

    /// <summary>Of a process: eight or more of them share the cores of one machine, and every connection is made anew when PostgreSQL comes back.</summary>
    private const int MostConnections = 4;

    /// <summary>In the form of StackExchange.Redis.</summary>
    public string RedisConnection => settings["ConnectionStrings__Redis"];

    /// <summary>Those that have several processes, by the same names.</summary>
    public IReadOnlyDictionary<string, Replicas> Replicas => replicas;

    /// <summary>By the name of its assembly's last part, in lower case: <c>ingest</c>; a second process of it is <c>ingest-2</c>.</summary>
    public IReadOnlyDictionary<string, RunningService> Services => services;

    /// <param name="creators">How many, made before anything is sent.</param>
    /// <param name="seed">Of the simulator.</param>
    /// <param name="speed">How much faster than by the clock commerce happens.</param>
    /// <param name="faults">The simulator's, by setting.</param>
    public static Task<RunningCommerce> StartAsync(int creators, int seed, int speed, Dictionary<string, string> faults) =>
        StartAsync(new PrivateServers(), api => Enumerable.Range(0, creators).Select(number => PlayedCreator.New(number, api)), Patience(speed), new(faults) { ["Simulator__Seed"] = Text(seed) });

    /// <param name="servers">Its own, which end with it.</param>
    /// <param name="creators">Made before anything is sent; given where the simulator answers for the platforms.</param>
    /// <param name="adapters">Settings of Adapters.</param>
    /// <param name="simulator">Settings of the simulator.</param>
    /// <param name="replicated">Processes that are replaced by others, the gateways behind a balancer; one of each service that stays when null.</param>
    /// <param name="callsLoopback">Whether addresses that creators name may be this machine's own. Whatever they name, the simulator is called.</param>
    public static async Task<RunningCommerce> StartAsync(PrivateServers servers, Func<string, IEnumerable<PlayedCreator>> creators,
        Dictionary<string, string> adapters, Dictionary<string, string> simulator, Replicated? replicated = null, bool callsLoopback = true)
    {
        var address = RunningService.FreeAddress();
        var commerce = new RunningCommerce { Servers = servers, Creators = [.. creators(address)] };
        commerce.settings = new() { ["Callbacks__AllowLoopback"] = callsLoopback ? "true" : "false", ["Platforms__Addresses__0"] = address };
        await commerce.StartAsync(address, adapters, simulator, replicated);
        return commerce;
    }

    /// <summary>Messages that the broker holds.</summary>
    public async Task<long> MessagesAsync() => await (await Servers.RabbitMqAsync()).Management.MessagesAsync(host);

    /// <summary>Until every queue has a running member on each node of the broker, three at most.</summary>
    public async Task UntilQueuesAreWholeAsync()
    {
        var nodes = await Servers.RabbitMqNodesAsync();
        await Eventually.Async(async () => await nodes[0].Management.FewestMembersAsync(host) == nodes.Count, TimeSpan.FromMinutes(1), $"every queue has {nodes.Count} members", TimeSpan.FromMilliseconds(500));
    }

    /// <summary>The last lines of every process, for a run that does not end.</summary>
    public async Task<string> LogsAsync() => string.Join('\n', await Task.WhenAll(services.Values.Concat(replicas.Values.SelectMany(r => r.All))
        .Select(async s => string.Join('\n', (await File.ReadAllLinesAsync(s.LogFile)).Where(line => !line.Contains("HealthCheckService", StringComparison.Ordinal)).TakeLast(15)))));

    /// <summary>The queues in which messages wait, for such a run too.</summary>
    public async Task<string> WaitingQueuesAsync() => string.Join('\n', await (await Servers.RabbitMqNodesAsync())[0].Management.WaitingQueuesAsync(host));

    public async ValueTask DisposeAsync()
    {
        if (balancer is not null) await balancer.DisposeAsync();
        foreach (var service in services.Values) await service.DisposeAsync();
        foreach (var replicated in replicas.Values) await replicated.DisposeAsync();
        Platforms?.Dispose();
        if (Database is not null) await Database.DisposeAsync();
        await Servers.DisposeAsync();
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

    private async Task StartAsync(string simulator, Dictionary<string, string> adapters, Dictionary<string, string> faults, Replicated? replicated)
    {
        settings = With(settings, await SettingsAsync());
        Database = NpgsqlDataSource.Create(DatabaseHosts.Read(settings["ConnectionStrings__Postgres"]).ConnectionString);
        var connections = Path.Combine(folder.FullName, "runtime.json");
        await File.WriteAllTextAsync(connections, PlayedCreator.File(Creators));
        var started = replicated is null ? StartOneEachAsync(settings, adapters) : StartReplicasAsync(With(settings, replicated.Settings), adapters, replicated);
        await Task.WhenAll(started, StartAsync(typeof(SimulatorModule), With(settings, new(faults)
        {
            ["Simulator__Gateway"] = Gateway, ["Simulator__Connections"] = connections, ["Simulator__Rate"] = "0",
        }), simulator));
        Dashboard = await started;
        await SaveAsync(settings["Internal__Token"]);
        Platforms = new(simulator);
    }

    /// <returns>Where the Dashboard API answers.</returns>
    private async Task<string> StartOneEachAsync(Dictionary<string, string> settings, Dictionary<string, string> adapters)
    {
        var (ingest, ingestHttp2, dashboard) = (RunningService.FreeAddress(), RunningService.FreeAddress(), RunningService.FreeAddress());
        Gateway = RunningService.FreeAddress();
        await Task.WhenAll(
            StartAsync(typeof(ProjectionModule), settings),
            StartAsync(typeof(IngestModule), With(settings, ByHttp2Too(ingest, ingestHttp2)), ingest),
            StartAsync(typeof(AdaptersModule), With(settings, adapters)),
            StartAsync(typeof(DashboardModule), With(settings, new() { ["Services__Ingest"] = ingest }), dashboard),
            StartAsync(typeof(GatewayModule), With(settings, new() { ["Services__Ingest"] = ingest, ["Services__IngestHttp2"] = ingestHttp2, ["Services__Dashboard"] = dashboard }), Gateway));
        return dashboard;
    }

    /// <returns>Where one of the Dashboard APIs answers.</returns>
    private async Task<string> StartReplicasAsync(Dictionary<string, string> settings, Dictionary<string, string> adapters, Replicated replicated)
    {
        var (ingest, ingestHttp2, dashboard) = (replicated.Addresses(), replicated.Addresses(), replicated.Addresses());
        balancer = new TcpBalancer();
        Gateway = balancer.Address;
        await Task.WhenAll(
            StartReplicasAsync(typeof(ProjectionModule), replicated.Addresses(), replicated.From, _ => settings),
            StartReplicasAsync(typeof(IngestModule), ingest, replicated.From, slot => With(settings, ByHttp2Too(ingest[slot], ingestHttp2[slot]))),
            StartReplicasAsync(typeof(AdaptersModule), replicated.Addresses(), replicated.From, _ => With(settings, adapters)),
            StartReplicasAsync(typeof(DashboardModule), dashboard, replicated.From, _ => With(settings, new() { ["Services__Ingest"] = ingest[0] })),
            StartReplicasAsync(typeof(GatewayModule), replicated.Addresses(), replicated.From, _ => With(settings, new()
            {
                ["Services__Ingest"] = string.Join(',', ingest), ["Services__IngestHttp2"] = string.Join(',', ingestHttp2), ["Services__Dashboard"] = string.Join(',', dashboard),
            }), balancer));
        return dashboard[0];
    }

    private async Task StartReplicasAsync(Type program, IReadOnlyList<string> addresses, string? from, Func<int, Dictionary<string, string>> settings, TcpBalancer? before = null)
    {
        var service = new Replicas(program, addresses, settings, before, from);
        lock (replicas) replicas.Add(NameOf(program), service);
        await service.StartAsync();
    }

    private static Dictionary<string, string> ByHttp2Too(string http, string http2) => new()
    {
        ["Kestrel__Endpoints__Http__Url"] = http, ["Kestrel__Endpoints__Http2__Url"] = http2, ["Kestrel__Endpoints__Http2__Protocols"] = "Http2",
    };

    private static string NameOf(Type program) => program.Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant();

    private async Task<RunningService> StartAsync(Type program, Dictionary<string, string> settings, string? address = null)
    {
        var service = await RunningService.StartAsync(program, settings, address);
        lock (services) services.Add(NameOf(program), service);
        return service;
    }

    private async Task<Dictionary<string, string>> SettingsAsync()
    {
        var broker = await Servers.CreateVirtualHostAsync();
        host = Uri.UnescapeDataString(broker[(broker.LastIndexOf('/') + 1)..]);
        return new()
        {
            ["ConnectionStrings__Postgres"] = $"{await Servers.CreateDatabaseAsync()};Maximum Pool Size={MostConnections}", ["ConnectionStrings__RabbitMq"] = broker, ["ConnectionStrings__Redis"] = await Servers.CreateRedisDatabaseAsync(),
            ["Keys__Directory"] = folder.CreateSubdirectory("keys").FullName, ["Internal__Token"] = new string('t', 32), ["Partitions__Count"] = "16",
        };
    }

    private async Task SaveAsync(string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Dashboard) };
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
