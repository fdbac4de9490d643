using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.TikTok;
using CreatorFlow.Simulator.Shopify;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>The commerce of all creators, one step after the other. Decided by seed, connections and the times given; thread-safe.</summary>
internal sealed class SimulatedCommerce(long seed, int skus, FaultOptions faults, Uri? gateway = null)
{
    private readonly Lock gate = new();
    private readonly List<SimulatedCreator> creators = [];
    private readonly Queue<CommerceStep> followed = [];
    private int turn;

    /// <summary>Takes a creator in, with what an earlier run remembers if it had the same seed and catalogue; a second time changes nothing.</summary>
    public void Admit(SimulatedCreatorSettings creator, CreatorState? kept, DateTimeOffset now)
    {
        var fits = kept is not null && kept.Seed == seed && kept.Skus == skus;
        lock (gate)
        {
            if (creators.Exists(c => c.Id == creator.Id)) return;
            creators.Add(new SimulatedCreator(fits ? kept! : CreatorState.Open(seed, skus, creator.Id, now), creator, faults, gateway));
        }
    }

    /// <summary>Lets one thing happen to the next creator in turn.</summary>
    /// <returns>What is to be sent, in order; nothing while there is no creator.</returns>
    public CommerceStep? Step(DateTimeOffset now)
    {
        lock (gate)
        {
            if (creators.Count == 0) return null;
            var creator = creators[turn++ % creators.Count];
            var opening = !creator.State.Announced;
            return new CommerceStep(creator.Id, opening, creator.Step(now));
        }
    }

    /// <summary>Lets a call to a Shopify shop's API read and change its stock while nothing else happens.</summary>
    /// <param name="connectionId">The shop's.</param>
    /// <param name="call">Answers, and says which webhooks follow.</param>
    /// <returns>What the call answered; null while there is no such shop.</returns>
    public T? Touch<T>(string connectionId, Func<ShopifyInventory, (T Answer, IReadOnlyList<Webhook> Followed)> call) where T : class
    {
        lock (gate)
        {
            if (creators.FirstOrDefault(c => c.ShopifyInventory(connectionId) is not null) is not { } creator) return null;
            var (answer, webhooks) = call(creator.ShopifyInventory(connectionId)!);
            if (webhooks.Count > 0) followed.Enqueue(new CommerceStep(creator.Id, Opening: false, creator.Follow(webhooks)));
            return answer;
        }
    }

    /// <summary>What followed from calls since the last time, in order.</summary>
    public IReadOnlyList<CommerceStep> TakeFollowed()
    {
        lock (gate)
        {
            var taken = followed.ToList();
            followed.Clear();
            return taken;
        }
    }

    /// <summary>Reads the creators while nothing happens; the result must not refer to their state.</summary>
    public T Read<T>(Func<IReadOnlyList<SimulatedCreator>, T> read)
    {
        lock (gate) return read(creators);
    }

    /// <summary>Lets a call to a TikTok shop's API read and change its stock while nothing else happens.</summary>
    /// <returns>What the call answered; null while there is no such shop.</returns>
    public T? TouchTikTok<T>(string creatorId, Func<TikTokShelves, T> call) where T : class
    {
        lock (gate) return creators.Find(c => c.Id == creatorId)?.TikTokShelves is { } shelves ? call(shelves) : null;
    }
}

/// <summary>What one step brought.</summary>
/// <param name="CreatorId">Whose it is.</param>
/// <param name="Opening">True for the announcement of catalogue and stock, which is no traffic yet.</param>
/// <param name="Outgoing">In the order of sending.</param>
internal sealed record CommerceStep(string CreatorId, bool Opening, IReadOnlyList<Outgoing> Outgoing);
