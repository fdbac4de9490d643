using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Where the services behind the gateway answer.</summary>
internal sealed class ServiceAddresses
{
    public const string Section = "Services";

    [Required, Url] public string Ingest { get; init; } = "";

    [Required, Url] public string Dashboard { get; init; } = "";
}
