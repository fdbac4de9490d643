using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Where the services behind the gateway answer: each at one address, or several replicas at addresses with commas between, of which those that are ready are sent to.</summary>
internal sealed class ServiceAddresses
{
    public const string Section = "Services";

    /// <summary>Where Ingest answers by HTTP/1.1: its health, and webhooks unless <c>IngestHttp2</c> is given.</summary>
    [Required, Addresses] public string Ingest { get; init; } = "";

    /// <summary>Where Ingest speaks HTTP/2 without TLS and nothing else; webhooks go there when it is given.</summary>
    [Addresses] public string? IngestHttp2 { get; init; }

    /// <summary>Where the Dashboard API answers.</summary>
    [Required, Addresses] public string Dashboard { get; init; } = "";

    /// <summary>How often each of several addresses is asked for its <c>/health/ready</c>; no request goes to one that says no.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")] public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection to a service is kept that no request needs. Shorter than the services' <c>Stopping:Drain</c>: none is left when one ends.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan KeepUnused { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The addresses of a setting.</summary>
    public static IReadOnlyList<string> Split(string addresses) => addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>One address or several, with commas between.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressesAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null or "" || value is string text && ServiceAddresses.Split(text).All(new UrlAttribute().IsValid);

    public override string FormatErrorMessage(string name) => name == "it" ? "an address, or several with commas between" : string.Create(CultureInfo.InvariantCulture, $"{name} is no address, nor several with commas between.");
}
