namespace CreatorFlow.Ingest.Webhooks;

/// <summary>What arrived.</summary>
/// <param name="Headers">By name, letter case aside.</param>
/// <param name="Body">The raw bytes, as they were signed.</param>
/// <param name="ReceivedAt">When the last byte was read, UTC.</param>
internal sealed record WebhookRequest(IHeaderDictionary Headers, byte[] Body, DateTimeOffset ReceivedAt)
{
    /// <summary>The certificate that the request names for its signature, as <see cref="IWebhookSource.PrepareAsync"/> brought it; null for most.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>The header's value, or null when it is absent or empty.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
}
