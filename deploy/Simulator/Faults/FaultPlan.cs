using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Faults;

/// <summary>A webhook on its way.</summary>
/// <param name="Webhook">What is sent.</param>
/// <param name="DelayMs">How long after the one before it at the earliest.</param>
internal sealed record Outgoing(Webhook Webhook, int DelayMs);

/// <summary>What the faults remember between steps.</summary>
internal sealed class FaultState
{
    public required SeededRandom Random { get; init; }

    /// <summary>Webhooks waiting to be overtaken, by connection.</summary>
    public Dictionary<string, Webhook> Held { get; init; } = [];
}

/// <summary>Duplicates, reorders and delays, decided from the seed. Not thread-safe.</summary>
internal sealed class FaultPlan(FaultOptions options, FaultState state)
{
    public IReadOnlyList<Outgoing> Apply(IReadOnlyList<Webhook> webhooks) => [.. webhooks.SelectMany(Ordered).SelectMany(Repeated)];

    /// <summary>What is still waiting for a successor goes out now.</summary>
    public IReadOnlyList<Outgoing> Release()
    {
        var held = state.Held.Values.Select(webhook => new Outgoing(webhook, 0)).ToList();
        state.Held.Clear();
        return held;
    }

    private IEnumerable<Webhook> Ordered(Webhook webhook)
    {
        if (state.Held.Remove(webhook.ConnectionId, out var overtaken)) return [webhook, overtaken];
        if (!state.Random.Percent(options.ReorderPercent)) return [webhook];
        state.Held[webhook.ConnectionId] = webhook;
        return [];
    }

    private IEnumerable<Outgoing> Repeated(Webhook webhook)
    {
        var first = new Outgoing(webhook, Delay());
        return state.Random.Percent(options.DuplicatePercent) ? [first, new Outgoing(webhook, Delay())] : [first];
    }

    private int Delay() => state.Random.Next(options.LongestDelayMs + 1);
}
