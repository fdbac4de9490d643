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

    /// <summary>Bytes of bodies that may wait in a process until it is known what became of them; beyond it senders are asked to come again. The default is 64 MiB.
    /// A partition is given as much as is still free, so that one alone fills half of it; a body is always taken where no other waits. The process needs several times as
    /// much: not counted are what was read out of those bodies, each partition's batch while it is packed for the broker or the spool (up to three times
    /// <c>Publishing__BatchBodyBytes</c>), and requests that are still being received or read.</summary>
    [Range(16 * 1_024 * 1_024, 1_024 * 1_024 * 1_024)] public int MostBytes { get; init; } = 64 * 1_024 * 1_024;

    /// <summary>How long the broker may take to confirm before the spool takes over. TikTok waits 3 s in all, Shopify 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the spool may take before the sender is asked to come again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan SpoolTimeLimit { get; init; } = TimeSpan.FromSeconds(1);
}
