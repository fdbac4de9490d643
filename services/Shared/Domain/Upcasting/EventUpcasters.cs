using CreatorFlow.EventStore.Upcasting;

namespace CreatorFlow.Domain.Upcasting;

/// <summary>Every old version that may be in a log, and how it is read today. See docs/adr/0007-event-versions.md before adding one.</summary>
internal static class EventUpcasters
{
    /// <summary>Empty as long as every event has its first shape.</summary>
    public static Upcasters All { get; } = new([]);
}
