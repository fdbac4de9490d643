using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Accounts.AlertWebhooks;

/// <summary>Where a creator's alerts are posted to, secrets in the clear: never log it. All times are UTC.</summary>
public sealed record AlertWebhook
{
    public required string CreatorId { get; init; }

    public required string Id { get; init; }

    /// <summary>Its owner's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>May hold what only its owner should know.</summary>
    public required string Address { get; init; }

    /// <summary>Kinds of alerts; none: every kind.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    public required ConnectionSecrets Secrets { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id of the key that made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Changes whenever a person changes it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>It is told nothing until it is resumed; null: it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>As <see cref="PausedAt"/>, by the platform itself.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary><c>gone</c> or <c>failing</c>.</summary>
    public string? DisabledBecause { get; init; }

    /// <summary>When it last took something.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>A webhook prints as its id alone.</summary>
    public override string ToString() => Id;
}

/// <summary>A message of a webhook, as its attempts stand; without its body.</summary>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Type">Of <c>AlertMessage</c>.</param>
/// <param name="Kind">The alert's.</param>
/// <param name="Subject">What the alert is about.</param>
/// <param name="Status"><c>waiting</c>, <c>delivered</c> or <c>dead</c>.</param>
/// <param name="CreatedAt">When it was noticed.</param>
/// <param name="Attempts">That were made.</param>
/// <param name="AttemptedAt">When the last was.</param>
/// <param name="NextAttemptAt">When the next is; null when there is none.</param>
/// <param name="Answer">The last answer's HTTP status; null when there was none.</param>
/// <param name="Failure">Why the last attempt failed; null when it did not.</param>
/// <param name="SettledAt">When it was delivered or given up.</param>
public sealed record AlertDelivery(string Id, string Type, string Kind, string Subject, string Status, DateTimeOffset CreatedAt, int Attempts, DateTimeOffset? AttemptedAt, DateTimeOffset? NextAttemptAt,
    int? Answer, string? Failure, DateTimeOffset? SettledAt);
