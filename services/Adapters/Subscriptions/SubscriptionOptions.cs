using System.ComponentModel.DataAnnotations;
using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>How often channels are asked whether they still send their webhooks to us.</summary>
internal sealed class SubscriptionOptions : IValidatableObject
{
    public const string Section = "Subscriptions";

    /// <summary>Where the platforms reach the gateway, e.g. <c>https://hooks.example.com</c>; empty turns all of this off.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>Between two looks at a connection.</summary>
    [Range(1, 10_080)] public int EveryMinutes { get; init; } = 10;

    /// <summary>After a look that failed in passing, and before a run that failed is asked for again.</summary>
    [Range(1, 3_600)] public int RetrySeconds { get; init; } = 60;

    /// <summary>How often it is looked which connections are due.</summary>
    [Range(5, 60_000)] public int LookEveryMs { get; init; } = 1_000;

    /// <summary>How long a look may be silent before another replica takes it up.</summary>
    [Range(1_000, 600_000)] public int ClaimMs { get; init; } = 120_000;

    public bool On => PublicAddress.Length > 0;

    /// <summary>Where a connection's webhooks are to go: the gateway's route for them.</summary>
    public Uri AddressOf(Connection connection) => new($"{PublicAddress.TrimEnd('/')}/webhooks/{connection.Platform}/{Uri.EscapeDataString(connection.Id)}");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!On || (Uri.TryCreate(PublicAddress, UriKind.Absolute, out var address) && IsBare(address) && IsSafe(address))) yield break;
        yield return new ValidationResult($"{Section}:{nameof(PublicAddress)} must be an https address without user, query and fragment (http only on the loopback), or empty.", [nameof(PublicAddress)]);
    }

    private static bool IsBare(Uri address) => address is { UserInfo: "", Query: "", Fragment: "" };

    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
