namespace CreatorFlow.Simulator.Commerce;

/// <summary>A webhook ready but for its signature, which some platforms make anew for each attempt.</summary>
internal sealed record Webhook
{
    public required string ConnectionId { get; init; }
    public required string Topic { get; init; }
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>JSON; its UTF-8 bytes are what is signed.</summary>
    public required string Body { get; init; }
}
