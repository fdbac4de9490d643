using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Meta;

/// <summary>How Meta's catalogues are told.</summary>
internal sealed class MetaOptions
{
    public const string Section = "Meta";

    /// <summary>Unless a connection's setting <c>graphVersion</c> names another.</summary>
    [Required, RegularExpression(@"^v\d{1,3}\.\d{1,3}$")] public string GraphVersion { get; init; } = "v26.0";

    /// <summary>Items in one batch. Meta takes 5,000 and recommends fewer than 3,000.</summary>
    [Range(1, 5_000)] public int ItemsPerBatch { get; init; } = 2_900;

    /// <summary>Listings on a page that is read.</summary>
    [Range(1, 1_000)] public int PageSize { get; init; } = 250;

    /// <summary>Batches a minute that we allow ourselves; Meta says what it allows only once it is nearly used up.</summary>
    [Range(1, 10_000)] public int BatchesPerMinute { get; init; } = 60;

    /// <summary>Other calls a minute.</summary>
    [Range(1, 10_000)] public int ReadsPerMinute { get; init; } = 240;

    /// <summary>How long one call to Meta may take.</summary>
    [Range(10, 60_000)] public int CallTimeoutMs { get; init; } = 15_000;

    /// <summary>Before a batch is asked about for the first time; each next wait is half as long again.</summary>
    [Range(1, 60_000)] public int FirstLookMs { get; init; } = 1_000;

    /// <summary>The longest wait before a batch is asked about again.</summary>
    [Range(1, 60_000)] public int LongestLookMs { get; init; } = 8_000;

    /// <summary>How long one push waits for its batch: shorter than a claim, so that it is answered while it is still ours.</summary>
    [Range(1, 60_000)] public int PatienceMs { get; init; } = 30_000;

    /// <summary>How long an unfinished batch is remembered and asked about before it is sent anew.</summary>
    [Range(1, 3_600_000)] public int RememberMs { get; init; } = 600_000;
}
