namespace CreatorFlow.Hosting.Reports;

/// <summary>How one process of a service stands, as it says itself every two seconds.</summary>
public sealed record ServiceReport
{
    /// <summary>The service's name, as in its traces.</summary>
    public required string Service { get; init; }

    /// <summary>Of this process; another one after each start.</summary>
    public required string Instance { get; init; }

    /// <summary>When the process began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary><c>ready</c>, <c>degraded</c>, <c>not_ready</c> or <c>behind</c>; <c>stopped</c> from one that ended in good order.</summary>
    public required string Status { get; init; }

    /// <summary>Checks by name: <c>ready</c>, <c>degraded</c> or <c>not_ready</c>.</summary>
    public required IReadOnlyDictionary<string, string> Checks { get; init; }

    /// <summary>Servers that it reaches, by name.</summary>
    public required IReadOnlyDictionary<string, bool> Dependencies { get; init; }

    /// <summary>How it holds back who comes to it.</summary>
    public required IReadOnlyList<string> Pressure { get; init; }

    /// <summary>The queues that it is behind with.</summary>
    public required IReadOnlyList<string> Behind { get; init; }

    /// <summary>Gauges as they stand, and counters that are kept in the database.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>What was counted of late.</summary>
    public required IReadOnlyList<Growth> Growths { get; init; }
}

/// <summary>A gauge of <c>/metrics</c>.</summary>
public sealed record Figure(string Name, IReadOnlyDictionary<string, string> Tags, double Value);

/// <summary>By how much a counter, or each bucket of a histogram, grew within the last 5, 10 and 15 minutes.</summary>
/// <param name="Name">Of the instrument.</param>
/// <param name="Tags">Of the series.</param>
/// <param name="Minutes5">One number for a counter; one a bucket of <see cref="Telemetry.Signals.LatencyBounds"/> and one beyond for a histogram.</param>
/// <param name="Minutes10">The same.</param>
/// <param name="Minutes15">The same.</param>
public sealed record Growth(string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<long> Minutes5, IReadOnlyList<long> Minutes10, IReadOnlyList<long> Minutes15);
