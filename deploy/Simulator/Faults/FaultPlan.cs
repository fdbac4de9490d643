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

    /// <summary>Webhooks there were, whatever became of them.</summary>
    public long Made { get; set; }
    public long Lost { get; set; }
    public long Duplicated { get; set; }
    public long Reordered { get; set; }
}

/// <summary>Losses, duplicates, reorders and delays, decided from the seed. Not thread-safe.</summary>
/// <param name="options">How many.</param>
/// <param name="state">What is remembered.</param>
/// <param name="keeps">A connection that loses nothing: the seller's own system, which nobody could ask for what it lost.</param>
internal sealed class FaultPlan(FaultOptions options, FaultState state, string? keeps = null)
{
    public IReadOnlyList<Outgoing> Apply(IReadOnlyList<Webhook> webhooks) => [.. webhooks.Where(Arrives).SelectMany(Ordered).SelectMany(Repeated)];

    /// <summary>What is still waiting for a successor goes out now.</summary>
    public IReadOnlyList<Outgoing> Release()
    {
        var held = state.Held.Values.Select(webhook => new Outgoing(webhook, 0)).ToList();
        state.Held.Clear();
        return held;
    }

    private bool Arrives(Webhook webhook)
    {
        state.Made++;
        if (options.LossPercent == 0 || webhook.ConnectionId == keeps || !state.Random.Percent(options.LossPercent)) return true;
        state.Lost++;
        return false;
    }

    private IEnumerable<Webhook> Ordered(Webhook webhook)
    {
        if (state.Held.Remove(webhook.ConnectionId, out var overtaken)) return [webhook, overtaken];
        if (!state.Random.Percent(options.ReorderPercent)) return [webhook];
        state.Held[webhook.ConnectionId] = webhook;
        state.Reordered++;
        return [];
    }

    private IEnumerable<Outgoing> Repeated(Webhook webhook)
    {
        var first = new Outgoing(webhook, Delay());
        if (!state.Random.Percent(options.DuplicatePercent)) return [first];
        state.Duplicated++;
        return [first, new Outgoing(webhook, Delay())];
    }

    private int Delay() => state.Random.Next(options.LongestDelayMs + 1);
}
