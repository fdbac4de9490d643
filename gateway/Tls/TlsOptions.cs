using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Tls;

/// <summary>The certificate of the gateway's <c>https</c> endpoints.</summary>
internal sealed class TlsOptions : IValidatableObject
{
    public const string Section = "Tls";

    /// <summary>A PEM file: the certificate, then those between it and the root. Null: no certificate of ours, and an endpoint has to name its own.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM file with the private key; may be the same.</summary>
    public string? Key { get; init; }

    /// <summary>How often the files are looked at for a new certificate, in milliseconds. The default is 10 s.</summary>
    [Range(10, 3_600_000)] public int LookEveryMs { get; init; } = 10_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Certificate is null != Key is null) yield return new($"{Section}:Certificate and {Section}:Key are given together.");
    }
}
