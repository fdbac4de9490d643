using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>What became of a payload. A closed union.</summary>
internal abstract record Translation
{
    private Translation() { }

    /// <summary>What happened, in the order to apply it; empty when a known topic says nothing new.</summary>
    public sealed record Understood(IReadOnlyList<ChannelEvent> Events) : Translation;

    /// <summary>A topic that we do not act on: acknowledged and kept.</summary>
    public sealed record UnknownTopic : Translation;

    /// <summary>A topic that we know in a shape that we do not: kept aside with its reason.</summary>
    public sealed record Unreadable(string Reason) : Translation;

    /// <summary>The events, unless something in the payload could not be read.</summary>
    public static Translation Of(PayloadNode body, params IReadOnlyList<ChannelEvent> events) =>
        body.Problem is { } problem ? new Unreadable(problem) : new Understood(events);
}
