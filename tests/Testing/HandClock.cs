namespace CreatorFlow.Testing;

/// <summary>A clock that goes on when it is told to. Not thread-safe.</summary>
public sealed class HandClock : TimeProvider
{
    /// <summary>What it shows.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Shows so much more.</summary>
    public void Advance(TimeSpan by) => Now += by;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks;
}
