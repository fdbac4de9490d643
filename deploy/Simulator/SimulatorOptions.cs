using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Simulator;

internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Where the webhooks go, e.g. <c>http://127.0.0.1:8080</c>.</summary>
    [Required] public Uri? Gateway { get; init; }

    /// <summary>Path of <c>runtime.json</c>; what the simulation remembers lies beside it, in <c>simulator/</c>.</summary>
    [Required] public string Connections { get; init; } = "";

    /// <summary>Webhooks a second over all creators; 0 is silence.</summary>
    [Range(0, 10_000)] public decimal Rate { get; init; }

    /// <summary>What chance begins with; the same seed gives the same shops, orders and webhooks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Size of each creator's catalogue.</summary>
    [Range(1, 100_000)] public int Skus { get; init; } = 24;

    /// <summary>Calls a second that TikTok's API takes of one shop, for each path.</summary>
    [Range(1, 10_000)] public int TikTokCallsPerSecond { get; init; } = 50;
}
