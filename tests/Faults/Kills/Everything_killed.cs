using System.Globalization;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>
/// Signed webhooks through the gateways while every service (one of its two processes, as deploy/kubernetes has them) and every server is killed
/// again and again. CREATORFLOW_FAULT_EVENTS says how many webhooks, CREATORFLOW_FAULT_RATE how many posts a second (100),
/// CREATORFLOW_FAULT_KILLS how often each is killed (10 times), CREATORFLOW_FAULT_COMPONENTS which alone (names with commas between), CREATORFLOW_FAULT_REPLICAS how many processes each service has (2), CREATORFLOW_FAULT_BROKERS how many nodes the broker has (3),
/// CREATORFLOW_FAULT_FILLED how many of them are sent before the first dies (0), CREATORFLOW_FAULT_SEED makes another run.
/// </summary>
public sealed class Everything_killed(ITestOutputHelper output)
{
    private static readonly int Events = Asked.Number("CREATORFLOW_FAULT_EVENTS", 20_000);
    private static readonly int Times = Asked.Number("CREATORFLOW_FAULT_KILLS", Asked.IsForAll ? 1 : 10);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);

    /// <summary>As an installation that is to be there has them: a single broker is away for as long as it starts, seven seconds on two busy cores.</summary>
    private static readonly int Nodes = Asked.Number("CREATORFLOW_FAULT_BROKERS", 3);

    /// <summary>Names of those that are killed; all when it is not given.</summary>
    private static readonly string[]? Named = Environment.GetEnvironmentVariable("CREATORFLOW_FAULT_COMPONENTS")?.Split(',');

    private readonly long began = TimeProvider.System.GetTimestamp();

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task Loses_nothing_and_applies_nothing_twice() => RunAsync("everything-killed", new PrivateServers(PostgresTuning.Durable, Nodes), Killable.AllOfAsync);

    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_cluster_whose_brokers_die_one_by_one_loses_nothing_and_applies_nothing_twice() =>
        RunAsync("broker-nodes-killed", new PrivateServers(PostgresTuning.Durable, Math.Max(2, Nodes)), Killable.NodesOfAsync);

    /// <summary>Commits wait for both servers of PostgreSQL.</summary>
    [AskedForFact("CREATORFLOW_FAULT_EVENTS", Asked.ForAll)]
    public Task A_primary_whose_standby_takes_over_loses_nothing_and_applies_nothing_twice() =>
        RunAsync("standby-takes-over", new PrivateServers(PostgresTuning.Durable, Nodes, standby: true), Killable.PrimaryOfAsync, times: 1);

    private async Task RunAsync(string name, PrivateServers servers, Func<RunningCommerce, Task<IReadOnlyList<Killable>>> components, int? times = null)
    {
        Say($"seed {Seed}, {Events} webhooks, each component killed {times ?? Times} times");
        await using var run = await KilledCommerce.StartAsync(servers, Seed, Events);
        Say("everything runs");
        try
        {
            var report = await run.RunAsync(name, [.. (await components(run.Commerce)).Where(c => Named?.Contains(c.Name) ?? true)], times ?? Times, Say);
            output.WriteLine(report.Table());
            Say($"written to {await report.WriteAsync()}");
            Assert.Equal(BooksReport.Clean, report.Books);
            Assert.Equal(0, report.WrongOnChannel);
        }
        catch (TimeoutException)
        {
            Say(await run.Commerce.LogsAsync());
            Say(await run.Commerce.WaitingQueuesAsync());
            throw;
        }
    }

    private void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,6:0.0} s  {line}"));
}
