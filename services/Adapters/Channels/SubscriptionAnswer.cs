namespace CreatorFlow.Adapters.Channels;

/// <summary>What a platform said about the webhooks that it sends. A closed union.</summary>
internal abstract record SubscriptionAnswer
{
    private SubscriptionAnswer() { }

    /// <param name="Topics">What Ingest reads and the platform does not send to the address, in the platform's own words; empty when nothing is missing.</param>
    public sealed record Missing(IReadOnlyList<string> Topics) : SubscriptionAnswer;

    /// <summary>It sends the topic from now on.</summary>
    public sealed record Subscribed : SubscriptionAnswer;

    /// <summary>It did not say, or would not.</summary>
    /// <param name="Code">Stable, dotted, e.g. <c>shopify.http_401</c>.</param>
    /// <param name="Passing">Asked again soon it may answer otherwise.</param>
    /// <param name="RetryAfter">The platform's own wish, when it states one.</param>
    public sealed record Failure(string Code, bool Passing, TimeSpan? RetryAfter = null) : SubscriptionAnswer;
}
