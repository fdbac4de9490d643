using CreatorFlow.AppHost.Processes;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>Two processes of one service, and a third address: an update starts the new one there before it stops an old one.</summary>
/// <param name="program">A type of the service.</param>
/// <param name="addresses">Where they may listen.</param>
/// <param name="settings">Environment variables of the one at an address.</param>
/// <param name="before">Leads to them; null where their callers know all addresses.</param>
internal sealed class Replicas(Type program, IReadOnlyList<string> addresses, Func<int, Dictionary<string, string>> settings, TcpBalancer? before) : IAsyncDisposable
{
    private const int Count = 2;

    /// <summary>What a cluster takes to tell every node that a pod ends; the pod does not wait for it.</summary>
    private static readonly TimeSpan Spreading = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, RunningService> running = [];

    public IEnumerable<RunningService> Running => running.Values;

    /// <summary>As many as there may be at a time.</summary>
    public static IReadOnlyList<string> Addresses() => [.. Enumerable.Range(0, Count + 1).Select(_ => RunningService.FreeAddress())];

    public Task StartAsync() => Task.WhenAll(Enumerable.Range(0, Count).Select(StartAsync));

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
        foreach (var service in running.Values) await service.DisposeAsync();
    }

    private async Task StartAsync(int slot)
    {
        var service = await RunningService.StartAsync(program, settings(slot), addresses[slot]);
        lock (running) running.Add(slot, service);
        before?.Add(new(addresses[slot]));
    }

    private async Task<int> StopAsync(int slot)
    {
        await using var service = running[slot];
        var ending = service.StopAsync();
        await Task.Delay(Spreading); // the cluster's own time, not a wait for something
        before?.Remove(new(addresses[slot]));
        var code = await ending;
        running.Remove(slot);
        return code;
    }
}
