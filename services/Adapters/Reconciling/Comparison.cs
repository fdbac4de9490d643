using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>What we know of one listing at one location of its channel.</summary>
internal sealed record ExpectedStock
{
    public required string ListingId { get; init; }

    /// <summary>The channel's own name of it; empty for none.</summary>
    public required string Location { get; init; }
    public required string Sku { get; init; }

    /// <summary>Only the listing's own SKU stands behind it.</summary>
    public bool Unlinked { get; init; }

    /// <summary>What the seller wrote on it at the channel, as far as it was ever told; null for nothing.</summary>
    public string? SellerSku { get; init; }

    /// <summary>Units it should show.</summary>
    public required long Due { get; init; }

    /// <summary>Units it is believed to show; null when it has shown none and was told none.</summary>
    public long? Believed { get; init; }

    /// <summary>The latest push; null when nothing was ever wanted.</summary>
    public PushState? Push { get; init; }
}

/// <summary>Where a listing's latest push stands.</summary>
/// <param name="Status">Of the table <c>pushes</c>.</param>
/// <param name="Quantity">Units it tells.</param>
/// <param name="AnsweredAt">When the channel answered; null before.</param>
internal sealed record PushState(string Status, long Quantity, DateTimeOffset? AnsweredAt);

/// <summary>Why a listing shows something else than it should. Stored by name.</summary>
internal enum DriftCause
{
    /// <summary>A push waits or is under way, or the books changed while the channel was read.</summary>
    InFlight,

    /// <summary>The channel took a push a moment ago and does not show it yet.</summary>
    EchoAwaited,

    /// <summary>A push waits because a person paused the connection.</summary>
    Paused,

    /// <summary>A push was refused or given up, and the channel shows what it showed before.</summary>
    FailedPush,

    /// <summary>It changed there and no webhook said so.</summary>
    LostWebhook,

    /// <summary>It shows what we believe, which is not what it should show, and nobody is telling it.</summary>
    NotTold,

    /// <summary>The channel has shown the listing, but never a number of it.</summary>
    NeverReported,

    /// <summary>The listing stands under none of the creator's SKUs.</summary>
    UnlinkedListing,

    /// <summary>The listing is known, not at this location.</summary>
    UnknownLocation,

    /// <summary>The channel's reports name no location and its pages name several: no number of one is comparable.</summary>
    Unplaced,

    /// <summary>It was shown there before, and the channel no longer lists it.</summary>
    Missing,
}

/// <summary>What sets a difference right. Stored by name.</summary>
internal enum Repair
{
    /// <summary>It settles by itself, or a person has to decide.</summary>
    None,

    /// <summary>What the channel shows is brought in as its report, and the rules of stock decide.</summary>
    Reported,

    /// <summary>What is due is told again.</summary>
    Retried,
}

/// <summary>A listing that shows something else than it should, at one location of its channel.</summary>
/// <param name="ListingId">As in stock reports of the platform.</param>
/// <param name="Location">The channel's own name of it; empty for none.</param>
/// <param name="Shown">Units the channel shows; null when it shows none of it.</param>
/// <param name="Expected">What we know; null when we know nothing of it.</param>
/// <param name="Cause">Why, as far as can be told.</param>
internal sealed record Drift(string ListingId, string Location, long? Shown, ExpectedStock? Expected, DriftCause Cause)
{
    /// <summary>Nothing is wrong as far as anybody can tell yet.</summary>
    public bool IsSettling => Cause is DriftCause.InFlight or DriftCause.EchoAwaited;

    /// <summary>False for one that a person left out of a run's repairs.</summary>
    public bool Chosen { get; init; } = true;

    public Repair Repair => Cause switch
    {
        _ when !Chosen => Repair.None,
        DriftCause.InFlight or DriftCause.EchoAwaited or DriftCause.Paused or DriftCause.Unplaced or DriftCause.Missing => Repair.None,
        DriftCause.FailedPush => Repair.Retried,
        DriftCause.LostWebhook or DriftCause.NotTold or DriftCause.NeverReported or DriftCause.UnlinkedListing or DriftCause.UnknownLocation => Repair.Reported,
        _ => throw new System.Diagnostics.UnreachableException(Cause.ToString()),
    };
}

/// <summary>Compares what a channel shows with what it should show. Pure.</summary>
internal static class Comparison
{
    /// <param name="shown">As the channel said.</param>
    /// <param name="before">What was known before the channel was asked; null for nothing.</param>
    /// <param name="after">What is known once webhooks of the same moment have had time to come.</param>
    /// <param name="listingKnown">Whether the listing is known at all, here or elsewhere.</param>
    /// <param name="at">The moment of comparison, and what it knows of the connection.</param>
    /// <returns>Null when it shows what it should.</returns>
    public static Drift? Of(ListedStock shown, ExpectedStock? before, ExpectedStock? after, bool listingKnown, Circumstances at)
    {
        if (shown.Available is not { } available) return null;
        var unnamed = IsUnnamed(shown, after ?? before);
        if (!unnamed && (before?.Due == available || after?.Due == available)) return null;
        return new(shown.ListingId, shown.Location, available, after ?? before, unnamed && !Changed(before, after) ? DriftCause.UnlinkedListing : CauseOf(available, before, after, listingKnown, at));
    }

    /// <summary>
    /// Its numbers are known and its name is not: they stand by themselves, agree with the channel, and with nothing else of the
    /// seller's. Once the name was told it is a person's decision that it stands alone.
    /// </summary>
    private static bool IsUnnamed(ListedStock shown, ExpectedStock? known) => known is { Unlinked: true } && shown.Sku is { } sku && sku != known.SellerSku;

    /// <summary>What we know and the channel did not list. What nobody was ever told, and nobody ever reported, is not missed.</summary>
    public static Drift? Missing(ExpectedStock expected) => expected.Believed is null ? null : new(expected.ListingId, expected.Location, null, expected, DriftCause.Missing);

    private static DriftCause CauseOf(long available, ExpectedStock? before, ExpectedStock? after, bool listingKnown, Circumstances at)
    {
        if (Changed(before, after)) return DriftCause.InFlight;
        if (after is null) return listingKnown ? DriftCause.UnknownLocation : DriftCause.UnlinkedListing;
        if (after.Push is { Status: "waiting" }) return at.Paused ? DriftCause.Paused : DriftCause.InFlight;
        if (after.Push is { Status: "done", AnsweredAt: { } answered } done && done.Quantity == after.Believed && at.Now - answered < at.EchoPatience) return DriftCause.EchoAwaited;
        if (after.Believed is not { } believed) return DriftCause.NeverReported;
        if (available != believed) return after.Unlinked ? DriftCause.UnlinkedListing : DriftCause.LostWebhook;
        return after.Push is { Status: "dead" or "failed" } ? DriftCause.FailedPush : DriftCause.NotTold;
    }

    /// <summary>A sale, a report or an answer came while the channel was read: nobody can say which of the two the page had seen.</summary>
    private static bool Changed(ExpectedStock? before, ExpectedStock? after) => (before?.Due, before?.Believed) != (after?.Due, after?.Believed);
}

/// <summary>What a comparison depends on besides numbers.</summary>
/// <param name="Paused">The connection is paused.</param>
/// <param name="Now">When it is compared.</param>
/// <param name="EchoPatience">How long a channel may take to show what it took.</param>
/// <param name="NamesLocations">As <see cref="IChannelAdapter.NamesLocations"/>.</param>
internal sealed record Circumstances(bool Paused, DateTimeOffset Now, TimeSpan EchoPatience, bool NamesLocations);
