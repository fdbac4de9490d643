namespace CreatorFlow.Adapters.Orders;

/// <summary>What came of asking which orders changed. A closed union.</summary>
internal abstract record OrderListAnswer
{
    private OrderListAnswer() { }

    /// <param name="Orders">In any order; one may be listed on several pages.</param>
    /// <param name="Next">Where the next page begins; null at the end.</param>
    public sealed record Page(IReadOnlyList<ListedOrder> Orders, string? Next) : OrderListAnswer;

    /// <inheritdoc cref="OrderAnswer.Refused"/>
    public sealed record Refused(string Code) : OrderListAnswer;

    /// <inheritdoc cref="OrderAnswer.Unavailable"/>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : OrderListAnswer;
}

/// <summary>An order that changed.</summary>
/// <param name="Id">The platform's.</param>
/// <param name="State">As <see cref="TranslatedOrder.State"/> of the same order read at that moment.</param>
internal sealed record ListedOrder(string Id, string State);
