using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Stopping;

/// <summary>How a service ends that is told to.</summary>
public sealed class StoppingOptions
{
    public const string Section = "Stopping";

    /// <summary>What a service takes at most to end once it takes no more requests.</summary>
    public static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);

    /// <summary>How long a service that is told to stop goes on as before, while its <c>/health/ready</c> says no and each answer asks for a new connection. Longer
    /// than whoever sends to it needs to notice; none by default, for a service that has no other of its kind beside it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")] public TimeSpan Drain { get; init; } = TimeSpan.Zero;
}
