using System.Globalization;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>Everything that a creator's simulation remembers; kept in a file between runs.</summary>
internal sealed class CreatorState
{
    public required long Seed { get; init; }

    /// <summary>Size of the catalogue.</summary>
    public required int Skus { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required SeededRandom Random { get; init; }
    public required FaultState Faults { get; init; }

    /// <summary>Running number of the last id made.</summary>
    public long LastNumber { get; set; }

    /// <summary>Whether the platforms have told of catalogue and stock.</summary>
    public bool Announced { get; set; }

    public ShopifyState? Shopify { get; set; }
    public TikTokState? TikTok { get; set; }
    public AmazonState? Amazon { get; set; }
    public StandardState? Standard { get; set; }

    public static CreatorState Open(long seed, int skus, string creatorId, DateTimeOffset now)
    {
        var beginning = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new CreatorState
        {
            Seed = seed,
            Skus = skus,
            OpenedAt = now,
            Random = SeededRandom.For(seed, creatorId, "commerce", beginning),
            Faults = new FaultState { Random = SeededRandom.For(seed, creatorId, "faults", beginning) },
        };
    }
}
