using System.Collections.Immutable;

namespace CreatorFlow.Domain.Inventory;

/// <summary>One listing of one connection, and what it showed of the SKU.</summary>
internal sealed record ChannelListing
{
    public required string ConnectionId { get; init; }
    public required string Platform { get; init; }
    public required string ListingId { get; init; }
    public ImmutableList<string> Aliases { get; init; } = [];
    public string? Title { get; init; }
    public bool Unlinked { get; init; }

    /// <summary>A person decided where it stands; product events leave it there.</summary>
    public bool Decided { get; init; }

    /// <summary>The channel holds and counts these goods itself (Fulfilment by Amazon): it is told nothing until it reports the seller's own stock.</summary>
    public bool HeldByChannel { get; init; }
    public ImmutableSortedDictionary<string, ChannelReport> Reports { get; init; } = ImmutableSortedDictionary.Create<string, ChannelReport>(StringComparer.Ordinal);

    /// <summary>Pushes without an answer, by the channel's location, the latest last; a failed one stays until another quantity is wanted.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<ChannelPush>> Pushes { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableList<ChannelPush>>(StringComparer.Ordinal);

    /// <summary>Whether it goes by this id, its own or another.</summary>
    public bool GoesBy(string connectionId, string id) => ConnectionId == connectionId && (ListingId == id || Aliases.Contains(id));

    public bool Is(string connectionId, string listingId) => ConnectionId == connectionId && ListingId == listingId;

    /// <summary>What it showed of one of our places; null when it has shown nothing of it. One that shows a single number shows there what is sold from anywhere.</summary>
    public (string Name, ChannelReport Report)? Of(string location)
    {
        foreach (var (name, report) in Reports)
            if (report.Location == location || Reports.Count == 1) return (name, report);
        return null;
    }

    /// <summary>The listing after a sale (negative) or a cancellation (positive) of its own.</summary>
    public ChannelListing Sold(string location, Movement sale) =>
        Of(location) is var (name, report) ? this with { Reports = Reports.SetItem(name, report.Moves(sale)) } : this;
}
