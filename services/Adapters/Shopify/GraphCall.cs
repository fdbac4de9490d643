using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>One question to the Admin API.</summary>
/// <param name="Operation">Names its kind: calls of one kind cost alike for each unit.</param>
/// <param name="Document">GraphQL.</param>
/// <param name="Variables">Of the document.</param>
/// <param name="Units">What its cost grows with: rows of a page, ids looked up; 1 for all else.</param>
internal sealed record GraphCall(string Operation, string Document, JsonObject Variables, int Units = 1);

/// <summary>What came back. A closed union.</summary>
internal abstract record GraphAnswer
{
    private GraphAnswer() { }

    /// <param name="Json">The answer's <c>data</c>.</param>
    public sealed record Data(JsonElement Json) : GraphAnswer;

    /// <inheritdoc cref="Channels.PushResult.Refused"/>
    public sealed record Refused(string Code) : GraphAnswer;

    /// <inheritdoc cref="Channels.PushResult.Unavailable"/>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : GraphAnswer;
}
