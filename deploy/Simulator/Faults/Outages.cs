using System.Collections.Concurrent;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Faults;

/// <summary>Which platforms are down. Meanwhile their APIs answer nobody and their webhooks wait, but their customers go on ordering. Thread-safe.</summary>
internal sealed class Outages(ConnectionDirectory connections)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new(StringComparer.Ordinal);

    public bool IsDown(string platform) => ends.ContainsKey(platform);

    public void Begin(string platform) => ends.TryAdd(platform, new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void End(string platform)
    {
        if (ends.TryRemove(platform, out var end)) end.SetResult();
    }

    /// <summary>Returns once the connection's platform is up.</summary>
    public Task OverAsync(string connectionId, CancellationToken cancellation) =>
        connections.Find(connectionId) is { } connection && ends.TryGetValue(connection.Platform, out var end) ? end.Task.WaitAsync(cancellation) : Task.CompletedTask;
}
