using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Calls of one shop to one path within the present second. Thread-safe.</summary>
internal sealed class CallQuota(IOptions<SimulatorOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Shop, string Call), (long Second, int Calls)> counted = new();

    public bool Take(string shop, string call)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        return counted.AddOrUpdate((shop, call), (second, 1), (_, so) => so.Second == second ? (second, so.Calls + 1) : (second, 1)).Calls <= options.Value.TikTokCallsPerSecond;
    }
}
