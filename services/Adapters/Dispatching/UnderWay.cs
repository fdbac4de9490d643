using System.Collections.Concurrent;

namespace CreatorFlow.Adapters.Dispatching;

/// <summary>Work that goes on beside a loop, each piece once at a time. Thread-safe.</summary>
internal sealed class UnderWay
{
    private readonly ConcurrentDictionary<string, Task> pieces = new(StringComparer.Ordinal);

    public int Count => pieces.Count;

    public string[] Names => [.. pieces.Keys];

    /// <summary>Whether a piece of that name is under way.</summary>
    public bool Has(string name) => pieces.ContainsKey(name);

    /// <summary>Begins a piece, unless one of that name is under way.</summary>
    /// <param name="name">What it is the only one of.</param>
    /// <param name="work">Handles its own failures.</param>
    /// <returns>Whether it was begun.</returns>
    public bool Start(string name, Func<Task> work)
    {
        var running = new TaskCompletionSource();
        if (!pieces.TryAdd(name, running.Task)) return false;
        _ = RunAsync(name, work, running);
        return true;
    }

    /// <summary>Completes when all that was begun is over, and what that began.</summary>
    public async Task OverAsync(CancellationToken cancellation)
    {
        while (!pieces.IsEmpty) await Task.WhenAll(pieces.Values).WaitAsync(cancellation);
    }

    private async Task RunAsync(string name, Func<Task> work, TaskCompletionSource running)
    {
        try
        {
            await work();
        }
        finally
        {
            pieces.TryRemove(name, out _);
            running.TrySetResult();
        }
    }
}
