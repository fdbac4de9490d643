using System.Globalization;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>Nineteen-digit ids, above 2^53 as the platforms' are, that never repeat for a creator.</summary>
/// <remarks>
/// Digits: kind (1), creator (3), the second the simulation began at (8), a running number (7). A simulation that lost
/// its state begins at another second, so its orders are new ones. Catalogue ids have no second: products stay the same.
/// </remarks>
internal sealed class PlatformIds(CreatorState state, string creatorId, long seed)
{
    private const long KindStep = 1_000_000_000_000_000_000;
    private const long CreatorStep = 1_000_000_000_000_000;
    private const long SecondStep = 10_000_000;
    private const long MostOfCatalogue = 10_000_000;

    private readonly long creator = SeededRandom.For(seed, creatorId, "ids").Next(1_000) * CreatorStep;

    public long Next(IdKind kind) =>
        (long)kind * KindStep + creator + state.OpenedAt.ToUnixTimeSeconds() % 100_000_000 * SecondStep + ++state.LastNumber;

    /// <summary>The id of something in the catalogue.</summary>
    public long Fixed(IdKind kind, int index) => (long)kind * KindStep + creator + index + 1;

    /// <summary>The index that <see cref="Fixed"/> made an id of; null for any other text.</summary>
    public int? IndexOf(IdKind kind, string id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var index = number - ((long)kind * KindStep) - creator - 1;
        return index is >= 0 and < MostOfCatalogue && Fixed(kind, (int)index).ToString(CultureInfo.InvariantCulture) == id ? (int)index : null;
    }
}

/// <summary>The leading digit, so that no two kinds ever share an id.</summary>
internal enum IdKind
{
    Item = 1,
    Product = 2,
    Variant = 3,
    Line = 4,
    Order = 5,
    Package = 6,
    Notification = 7,
    Listing = 8,
}
