using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.Meta;

/// <summary>What a call to a catalogue needs of a connection, secrets in the clear: never log it.</summary>
internal sealed record MetaAccount
{
    private static readonly Uri PublicApi = new("https://graph.facebook.com");

    public required string ConnectionId { get; init; }

    /// <summary>Ends with the catalogue, without a slash after it.</summary>
    public required string Catalogue { get; init; }
    public required string AccessToken { get; init; }

    /// <summary>The account of a connection, or null when its catalogue, token or address is missing or no such thing.</summary>
    public static MetaAccount? From(Connection connection, string defaultVersion)
    {
        var settings = connection.Settings;
        if (!settings.TryGetValue("catalogId", out var catalogue) || catalogue.Length == 0 || !catalogue.All(char.IsAsciiDigit)) return null;
        if (connection.Secrets.AccessToken is not { Length: > 0 } token || token.Any(char.IsControl) || ApiOf(settings) is not { } api) return null;
        var version = settings.GetValueOrDefault("graphVersion") ?? defaultVersion;
        if (!version.All(c => char.IsAsciiLetterOrDigit(c) || c == '.')) return null;
        return new() { ConnectionId = connection.Id, Catalogue = $"{api.AbsoluteUri.TrimEnd('/')}/{version}/{catalogue}", AccessToken = token };
    }

    /// <summary>An account prints as its connection alone.</summary>
    public override string ToString() => ConnectionId;

    private static Uri? ApiOf(IReadOnlyDictionary<string, string> settings)
    {
        if (!settings.TryGetValue("apiBaseUrl", out var address)) return PublicApi;
        return Uri.TryCreate(address, UriKind.Absolute, out var api) && api.Scheme is "https" or "http" ? api : null;
    }
}
