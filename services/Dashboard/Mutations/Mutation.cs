using CreatorFlow.Contracts.Channels;
using CreatorFlow.Dashboard.Commands;

namespace CreatorFlow.Dashboard.Mutations;

/// <summary>One edit of a client that may have been offline.</summary>
/// <param name="Id">The client's own, at most 200 characters; sent again it counts once.</param>
/// <param name="Kind"><c>inventory.adjust</c>, <c>inventory.change_settings</c> or <c>conflict.resolve</c>.</param>
/// <param name="Sku">Of what.</param>
/// <param name="MadeAt">When the person made it, by the client's clock; now when absent or later.</param>
/// <param name="Delta">Of an adjustment: units more or less.</param>
/// <param name="Set">Of an adjustment: units counted.</param>
/// <param name="BaseVersion">Of a count: the item's version that the person had before them; what others said since is concurrent with it.</param>
/// <param name="Location">Of an adjustment; the SKU's first when absent.</param>
/// <param name="Reason">In the person's words.</param>
/// <param name="LowStockBelow">Of settings, as are buffers.</param>
/// <param name="Buffers">Units kept back, by connection.</param>
/// <param name="ConflictId">Of a resolution.</param>
/// <param name="Winner">Of a resolution: the key of the candidate that is to stand.</param>
internal sealed record Mutation(string? Id, string? Kind, string? Sku, DateTimeOffset? MadeAt, long? Delta, long? Set, long? BaseVersion, string? Location, string? Reason,
    long? LowStockBelow, Dictionary<string, long>? Buffers, string? ConflictId, string? Winner)
{
    private const int LongestSku = 400;

    /// <summary>What it asks for, or the stable code of why it can never be taken.</summary>
    public (Command? Command, string? Refusal) Read(DateTimeOffset now, DateTimeOffset? seenAt)
    {
        if (string.IsNullOrEmpty(Sku) || Sku.Length > LongestSku || Sku.Contains('\0')) return (null, "mutation.sku_invalid");
        var occurredAt = MadeAt is { } made && made < now ? made.ToUniversalTime() : now;
        ChannelEvent? wanted = Kind switch
        {
            "inventory.adjust" => new StockAdjustment(Delta, Set, Location, Reason).Of(Sku, occurredAt, seenAt),
            "inventory.change_settings" => new SettingsChanged { Sku = Sku, LowStockBelow = LowStockBelow, Buffers = Buffers, OccurredAt = occurredAt },
            "conflict.resolve" when ConflictId is { Length: > 0 } conflict && Winner is { Length: > 0 } winner =>
                new ConflictDecided { Sku = Sku, ConflictId = conflict, Candidate = winner, Reason = Reason, OccurredAt = occurredAt },
            _ => null,
        };
        if (wanted is not null) return (new Command(Kind!, Id, wanted), null);
        return (null, Kind switch { "inventory.adjust" => "adjustment.invalid", "conflict.resolve" => "resolution.invalid", _ => "mutation.kind_unknown" });
    }
}

/// <summary>A batch, decided in its order.</summary>
internal sealed record MutationRequest(List<Mutation>? Mutations);
