using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Where Ingest answers the platform's own services.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Services";

    /// <summary>Where Ingest answers: archived webhooks are read again there.</summary>
    [Required, Url] public string Ingest { get; init; } = "";
}
