namespace CreatorFlow.Gateway.Auth;

/// <summary>Whom a request's API key speaks for.</summary>
internal sealed record KeyIdentity(string Id, string CreatorId, IReadOnlyList<string> Scopes)
{
    /// <summary>What its owner calls the key.</summary>
    public string? Name { get; init; }

    /// <summary>From when on it opens nothing; null: not by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the token ends that was shown for it; null for the key itself.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What a key is asked for by: its hash, or the public id that a token names.</summary>
/// <param name="Hash">SHA-256 in lower-case hex, or null.</param>
/// <param name="Id">Or null.</param>
internal sealed record KeyQuestion(string? Hash, string? Id);
