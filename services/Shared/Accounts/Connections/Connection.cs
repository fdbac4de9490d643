namespace CreatorFlow.Accounts.Connections;

/// <summary>A creator's connection to a channel, secrets in the clear: never log it.</summary>
public sealed record Connection
{
    public required string Id { get; init; }
    public required string CreatorId { get; init; }

    /// <summary>One of <see cref="Contracts.Platforms"/>.</summary>
    public required string Platform { get; init; }
    public required string Name { get; init; }
    public bool Paused { get; init; }

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

    /// <summary>Still counts while a rotation is under way; null otherwise.</summary>
    public string? Previous { get; init; }

    /// <summary>Opens the platform's API; null for a source that has none.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The webhook secrets that count now, the current one first.</summary>
    public IEnumerable<string> Live() => Previous is null ? [Current] : [Current, Previous];

    /// <summary>Secrets never print.</summary>
    public override string ToString() => "[secrets]";
}
