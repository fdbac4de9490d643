namespace CreatorFlow.Adapters.Orders;

/// <summary>What came of reading an order. A closed union.</summary>
internal abstract record OrderAnswer
{
    private OrderAnswer() { }

    /// <param name="Json">The order's own JSON, byte for byte as it came.</param>
    /// <param name="ReadAt">When it came.</param>
    public sealed record Found(byte[] Json, DateTimeOffset ReadAt) : OrderAnswer;

    /// <summary>The platform knows no such order, which shortly after its webhook may be mere lag.</summary>
    public sealed record NotFound : OrderAnswer;

    /// <summary>Asking again will not help before somebody changes something.</summary>
    /// <param name="Code">Stable, dotted: <c>tiktok.105002</c> for the platform's own codes, <c>tiktok.http_404</c> else.</param>
    public sealed record Refused(string Code) : OrderAnswer;

    /// <summary>Throttled, slow or failing: the same question later may be answered.</summary>
    /// <param name="Code">As in <see cref="Refused"/>.</param>
    /// <param name="RetryAfter">The platform's own wish, when it states one.</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : OrderAnswer
    {
        /// <summary>Nothing was asked, for our share of the platform's limit is used up: better another order's work than waiting here.</summary>
        public bool NotAsked { get; init; }
    }
}
