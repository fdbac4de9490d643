namespace CreatorFlow.Accounts.Connections;

/// <summary>A creator's connection to a channel, secrets in the clear: never log it.</summary>
public sealed record Connection
{
    public required string Id { get; init; }
    public required string CreatorId { get; init; }

    /// <summary>One of <see cref="Contracts.Platforms"/>.</summary>
    public required string Platform { get; init; }
    public required string Name { get; init; }

    /// <summary>It is told no stock; what is wanted waits.</summary>
    public bool Paused { get; init; }

    /// <summary>Its platform is asked for no orders; what is to be read waits.</summary>
    public bool OrdersPaused { get; init; }

    /// <summary>What is not secret: <c>appKey</c>, <c>shopId</c>, <c>shopCipher</c>, <c>apiBaseUrl</c>;
    /// for webhooks <c>verifyToken</c> (Instagram), <c>secretHeader</c> and <c>topicArn</c> (Amazon);
    /// for Amazon's API <c>sellerId</c> and <c>marketplaceIds</c>, separated by commas.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required ConnectionSecrets Secrets { get; init; }

    /// <summary>Changes whenever the row does.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A connection prints as its id alone.</summary>
    public override string ToString() => Id;
}

/// <summary>What signs and opens: stored encrypted.</summary>
public sealed record ConnectionSecrets
{
    /// <summary>Signs the platform's webhooks now.</summary>
    public required string Current { get; init; }

    /// <summary>Since when <see cref="Current"/> is that; null for one that was there from the connection's beginning.</summary>
    public DateTimeOffset? CurrentSince { get; init; }

    /// <summary>Still counts while a rotation is under way; null otherwise.</summary>
    public string? Previous { get; init; }

    /// <summary>As <see cref="CurrentSince"/>, of <see cref="Previous"/>.</summary>
    public DateTimeOffset? PreviousSince { get; init; }

    /// <summary>When <see cref="Previous"/> ends; null: with the next rotation, or when it is taken away.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>Opens the platform's API; null for a source that has none.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The webhook secrets that count at a moment, the current one first.</summary>
    public IEnumerable<string> Live(DateTimeOffset now) => Previous is null || PreviousUntil <= now ? [Current] : [Current, Previous];

    /// <summary>A new secret beside the one that was current; the one before that ends now. Two live at a time.</summary>
    /// <param name="next">The new current one.</param>
    /// <param name="now">UTC.</param>
    /// <param name="grace">How long the one it replaces still counts; null without end, zero not at all.</param>
    public ConnectionSecrets Rotated(string next, DateTimeOffset now, TimeSpan? grace) => this with
    {
        Current = next,
        CurrentSince = now,
        Previous = grace == TimeSpan.Zero ? null : Current,
        PreviousSince = grace == TimeSpan.Zero ? null : CurrentSince,
        PreviousUntil = grace is { } time && time > TimeSpan.Zero ? now + time : null,
    };

    /// <summary>The current one alone.</summary>
    public ConnectionSecrets WithoutPrevious() => this with { Previous = null, PreviousSince = null, PreviousUntil = null };

    /// <summary>Secrets never print.</summary>
    public override string ToString() => "[secrets]";
}
