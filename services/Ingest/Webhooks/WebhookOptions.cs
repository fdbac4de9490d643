using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Ingest.Webhooks;

internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Largest body taken, in bytes; larger ones are answered 413. The default is 1 MiB.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)] public int BodyLimitBytes { get; init; } = 1_024 * 1_024;
}
