using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Where the services behind the gateway answer.</summary>
internal sealed class ServiceAddresses
{
    public const string Section = "Services";

    /// <summary>Where Ingest answers by HTTP/1.1: its health, and webhooks unless <c>IngestHttp2</c> is given.</summary>
    [Required, Url] public string Ingest { get; init; } = "";

    /// <summary>Where Ingest speaks HTTP/2 without TLS and nothing else; webhooks go there when it is given.</summary>
    [Url] public string? IngestHttp2 { get; init; }

    /// <summary>Where the Dashboard API answers.</summary>
    [Required, Url] public string Dashboard { get; init; } = "";
}
