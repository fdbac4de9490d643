using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CreatorFlow.Hosting.Outbound;

/// <summary>Which addresses of others are called that people of ours name.</summary>
public sealed class CallbackOptions : IValidatableObject
{
    public const string Section = "Callbacks";

    /// <summary>Networks that are called though they are not public, at any port, such as <c>10.1.0.0/16</c>: for receivers in a private installation. Only public addresses without.</summary>
    public string[] AllowedNetworks { get; init; } = [];

    /// <summary>Ports of public addresses beside 443.</summary>
    public int[] MorePorts { get; init; } = [];

    /// <summary>This machine's own loopback is called too, over plain http as well: for development and tests alone.</summary>
    public bool AllowLoopback { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var network in AllowedNetworks)
            if (!IPNetwork.TryParse(network, out _)) yield return new($"{Section}:{nameof(AllowedNetworks)}: {network} is no network such as 10.1.0.0/16.", [nameof(AllowedNetworks)]);
        foreach (var port in MorePorts)
            if (port is < 1 or > 65_535) yield return new($"{Section}:{nameof(MorePorts)}: {port} is no port.", [nameof(MorePorts)]);
    }
}
