namespace CreatorFlow.Dashboard.Internal;

/// <summary>A creator with its connections and keys, as the set-up saves it.</summary>
internal sealed record SavedCreator(string Name, IReadOnlyList<SavedConnection>? Connections, IReadOnlyList<SavedApiKey>? ApiKeys);

internal sealed record SavedConnection(string Id, string Platform, string? Name, string Secret, Dictionary<string, string>? Settings, string? AccessToken)
{
    public override string ToString() => Id;
}

internal sealed record SavedApiKey(string Id, string? Name, IReadOnlyList<string> Scopes, string Key)
{
    public override string ToString() => Id;
}

/// <summary>A key that is asked for: by its SHA-256 in lower-case hex, or by its public id.</summary>
internal sealed record KeyLookup(string? Hash, string? Id);
