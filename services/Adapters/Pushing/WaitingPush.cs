using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>A push as it was claimed.</summary>
internal sealed record WaitingPush
{
    public required string CreatorId { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }

    /// <summary>The channel's own name of the location; empty for none.</summary>
    public required string ChannelLocation { get; init; }
    public required string Sku { get; init; }
    public required string RunId { get; init; }
    public required long Quantity { get; init; }
    public long? Expected { get; init; }

    /// <summary>Tries before this one.</summary>
    public required int Attempts { get; init; }
    public required DateTimeOffset WantedAt { get; init; }
    public string? TraceParent { get; init; }

    /// <summary>When its claim ends by time, which tells this claim from another; null where none is held.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>The same for every try of the same wish: a platform that remembers it does it once.</summary>
    public PushItem Item() => new(ListingId, ChannelLocation, Quantity, Expected, Name());

    private Guid Name() => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{CreatorId}\n{ConnectionId}\n{ListingId}\n{ChannelLocation}\n{RunId}\n{Expected}")).AsSpan(0, 16));
}

/// <summary>A push and what its channel said.</summary>
internal sealed record AnsweredPush(WaitingPush Push, PushResult Result);
