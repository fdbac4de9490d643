using CreatorFlow.AppHost.Processes;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>How many processes there are of each service.</summary>
/// <param name="Count">Beside each other.</param>
/// <param name="Settings">Of all of them.</param>
/// <param name="From">Where the version lies that the first processes are of; this one when null.</param>
internal sealed record Replicated(int Count, Dictionary<string, string> Settings, string? From = null)
{
    /// <summary>As many as there may be at a time: one more while one is replaced.</summary>
    public IReadOnlyList<string> Addresses() => [.. Enumerable.Range(0, Count + 1).Select(_ => RunningService.FreeAddress())];
}

/// <summary>Several processes of one service, and an address more than those: an update starts the new one there before it stops an old one.</summary>
/// <param name="program">A type of the service.</param>
/// <param name="addresses">Where they may listen.</param>
/// <param name="settings">Environment variables of the one at an address.</param>
/// <param name="before">Leads to them; null where their callers know all addresses.</param>
/// <param name="from">Where the version lies that the first processes are of; this one when null.</param>
internal sealed class Replicas(Type program, IReadOnlyList<string> addresses, Func<int, Dictionary<string, string>> settings, TcpBalancer? before, string? from) : IAsyncDisposable
{
    /// <summary>What a cluster takes to tell every node that a pod ends; the pod does not wait for it.</summary>
    private static readonly TimeSpan Spreading = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, RunningService> running = [];
    private readonly List<RunningService> ended = [];
    private int killed;

    /// <summary>Those that run and those that did.</summary>
    public IEnumerable<RunningService> All => running.Values.Concat(ended);

    public Task StartAsync() => Task.WhenAll(Enumerable.Range(0, addresses.Count - 1).Select(slot => StartAsync(slot, from)));

    /// <summary>Each is replaced in turn, as Kubernetes does with <c>maxSurge: 1</c> and <c>maxUnavailable: 0</c>.</summary>
    /// <returns>Exit codes.</returns>
    public async Task<IReadOnlyList<int>> RollAsync()
    {
        var codes = new List<int>();
        foreach (var old in running.Keys.ToList())
        {
            await StartAsync(Enumerable.Range(0, addresses.Count).First(slot => !running.ContainsKey(slot)));
            codes.Add(await StopAsync(old));
        }
        return codes;
    }

    /// <summary>One of them, another each time, for whoever kills it and starts it again.</summary>
    public RunningService Next() => running.Values.ElementAt(killed++ % running.Count);

    /// <summary>What an update's job does before the first new replica starts.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> PrepareAsync()
    {
        var job = await Spawner.StartAsync(new("prepare", "dotnet", [program.Assembly.Location, "prepare"])
        {
            LogFile = running.Values.First().LogFile, WorkingDirectory = Environment.CurrentDirectory, StopSignal = Signal.Kill, Environment = settings(0),
        });
        return await job.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in All) await service.DisposeAsync();
    }

    private async Task StartAsync(int slot, string? version = null)
    {
        var service = await RunningService.StartAsync(program, settings(slot), addresses[slot], version);
        lock (running) running.Add(slot, service);
        before?.Add(new(addresses[slot]));
    }

    private async Task<int> StopAsync(int slot)
    {
        var ending = running[slot].StopAsync();
        await Task.Delay(Spreading); // the cluster's own time, not a wait for something
        before?.Remove(new(addresses[slot]));
        var code = await ending;
        ended.Add(running[slot]);
        running.Remove(slot);
        return code;
    }
}
