using System.Text.Json;
using CreatorFlow.Domain;
using CreatorFlow.EventStore;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Log;

/// <summary>One stream folded so far. Not thread-safe.</summary>
internal abstract class StreamFold
{
    public long Version { get; private set; }

    /// <summary>When the last event was recorded; what Projection writes as the document's time.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <exception cref="UnreadableEventException">The event has not the shape of its type.</exception>
    /// <exception cref="ToolException">The event is not the next one: some before it are missing.</exception>
    public void Apply(LoggedEvent logged)
    {
        var stored = logged.Stored;
        if (stored.Version > Version + 1 && logged.Boundary is { } boundary) StandIn(stored.Version - 1, UpdatedAt, boundary);
        if (stored.Version != Version + 1)
            throw new ToolException($"After event {Version} of {stored.Stream.Id} of {stored.Stream.Tenant} comes {stored.Version}. Run verify.");
        try
        {
            Evolve(Folding.Read(stored));
        }
        catch (Exception e) when (Folding.IsUnreadable(e))
        {
            throw new UnreadableEventException(stored, e);
        }
        (Version, UpdatedAt) = (stored.Version, stored.Timestamp);
    }

    /// <summary>Goes on from the snapshot that stands in for archived events.</summary>
    /// <exception cref="ToolException">The snapshot cannot be read.</exception>
    public void StandIn(long version, DateTimeOffset at, byte[] snapshot)
    {
        try
        {
            Begin(snapshot);
        }
        catch (JsonException e)
        {
            throw new ToolException($"A snapshot at version {version} cannot be read: {e.Message} Restore the creator's archive.", e);
        }
        (Version, UpdatedAt) = (version, at);
    }

    /// <summary>The document, as canonical JSON.</summary>
    public abstract byte[] Document(string id);

    /// <summary>The state as a snapshot keeps it.</summary>
    public abstract byte[] Snapshot();

    protected abstract void Evolve(object happened);

    protected abstract void Begin(byte[] snapshot);
}

/// <inheritdoc/>
internal sealed class StreamFold<TState>(TState empty, Func<TState, object, TState> evolve, Func<string, TState, long, DateTimeOffset, object> view) : StreamFold
{
    private TState state = empty;

    public override byte[] Document(string id)
    {
        var document = view(id, state, Version, UpdatedAt);
        return CanonicalJson.Serialize(document, document.GetType());
    }

    public override byte[] Snapshot() => CanonicalJson.Serialize(state);

    protected override void Evolve(object happened) => state = evolve(state, happened);

    protected override void Begin(byte[] snapshot) => state = CanonicalJson.Deserialize<TState>(snapshot);
}

/// <summary>A stored event that cannot be folded: its body was changed, or this program is older than it.</summary>
internal sealed class UnreadableEventException(StoredEvent stored, Exception cause) : ToolException(
    $"Event {stored.Version} of {stored.Stream.Id} of {stored.Stream.Tenant} ({stored.Type}) cannot be read: {cause.Message} Run verify.", cause)
{
    public StoredEvent Stored { get; } = stored;
}
