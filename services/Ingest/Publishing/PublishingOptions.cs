using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Ingest.Publishing;

internal sealed class PublishingOptions
{
    public const string Section = "Publishing";

    /// <summary>Deliveries a message carries at most.</summary>
    [Range(1, 10_000)] public int BatchDeliveries { get; init; } = 500;

    /// <summary>Bytes of bodies a message carries at most; one delivery goes alone however large it is.</summary>
    [Range(1, 64 * 1_024 * 1_024)] public int BatchBodyBytes { get; init; } = 1_024 * 1_024;

    /// <summary>Deliveries of one partition that may wait for their turn; beyond it senders are asked to come again.</summary>
    [Range(1, 1_000_000)] public int Waiting { get; init; } = 20_000;

    /// <summary>How long the broker may take to confirm before the spool takes over. TikTok waits 3 s in all, Shopify 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the spool may take before the sender is asked to come again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan SpoolTimeLimit { get; init; } = TimeSpan.FromSeconds(1);
}
