using System.Collections.Concurrent;

namespace CreatorFlow.Simulator.Faults;

/// <summary>Which platforms answer every call that it is one too many, each in its own form, until told otherwise. Thread-safe.</summary>
internal sealed class Throttling
{
    private readonly ConcurrentDictionary<string, bool> busy = new(StringComparer.Ordinal);

    public bool IsOn(string platform) => busy.ContainsKey(platform);

    public void Begin(string platform) => busy.TryAdd(platform, true);

    public void End(string platform) => busy.TryRemove(platform, out _);
}
