using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>What Ingest answered a script's webhook.</summary>
internal sealed record SenderAnswer(int Status, string Body)
{
    /// <summary>A refusal's stable code; null for success.</summary>
    public string? Code => Status < 300 ? null : JsonDocument.Parse(Body).RootElement.GetProperty("code").GetString();
}

/// <summary>What a library says of a signature of ours.</summary>
internal sealed record ValidatorAnswer(bool Genuine, string Reason);
