using System.ComponentModel.DataAnnotations;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Operating;

/// <summary>Where the platform's own alerts are posted to.</summary>
internal sealed class OperatorAlertOptions : IValidatableObject
{
    public const string Section = "OperatorAlerts";

    /// <summary>An address of the operators' own, https or http, taken as the installation names it; none: alerts are told by Prometheus alone.</summary>
    [MaxLength(1_000)] public string? Address { get; init; }

    /// <summary>Signs what is posted, as Standard Webhooks are signed: <c>whsec_</c> and base64 of 24 bytes or more.</summary>
    [DataType(DataType.Password)] public string? Secret { get; init; }

    /// <summary>The one before it, while receivers still verify by that: what is posted carries both signatures.</summary>
    [DataType(DataType.Password)] public string? PreviousSecret { get; init; }

    /// <summary>How long after an attempt that failed the next is made, by whichever replica.</summary>
    [Range(1, 3_600)] public int RetrySeconds { get; init; } = 15;

    /// <summary>Newest first.</summary>
    internal IEnumerable<string> Secrets => new[] { Secret, PreviousSecret }.OfType<string>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is null) yield break;
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || address is not { Scheme: "https" or "http", UserInfo: "", Fragment: "" })
            yield return new($"{Section}:{nameof(Address)} must be an https or http address without user and fragment.", [nameof(Address)]);
        if (Secret is null) yield return new($"{Section}:{nameof(Secret)} is missing.", [nameof(Secret)]);
        if (Secrets.Any(secret => StandardWebhook.KeyLength(secret) < 24)) yield return new($"{Section}: a secret must be base64 of 24 bytes or more.", [nameof(Secret)]);
    }
}
