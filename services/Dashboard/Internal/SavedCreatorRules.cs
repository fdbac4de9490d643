using System.Text.RegularExpressions;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Internal;

/// <summary>What a saved creator has to look like.</summary>
internal static partial class SavedCreatorRules
{
    private const int ShortestKey = 32;
    private static readonly string[] Scopes = [.. Roles.All, Roles.Read];

    /// <summary>The first thing that is wrong, in plain words without values that are secret; null when all is well.</summary>
    public static string? Broken(string id, SavedCreator saved) =>
        !IsId(id) ? "The creator's id is 1 to 64 letters, digits, dots, dashes or underscores."
        : string.IsNullOrWhiteSpace(saved.Name) ? "name is missing."
        : (saved.Connections ?? []).Select(Broken).FirstOrDefault(b => b is not null)
        ?? (saved.ApiKeys ?? []).Select(Broken).FirstOrDefault(b => b is not null);

    private static string? Broken(SavedConnection? connection) =>
        !IsId(connection?.Id) ? "A connection's id is missing or not 1 to 64 letters, digits, dots, dashes or underscores."
        : !Platforms.Senders.Contains(connection!.Platform, StringComparer.Ordinal) ? $"The platform of connection {connection.Id} is none of {string.Join(", ", Platforms.Senders)}."
        : string.IsNullOrEmpty(connection.Secret) ? $"The secret of connection {connection.Id} is missing."
        : null;

    private static string? Broken(SavedApiKey? key) =>
        !IsId(key?.Id) ? "A key's id is missing or not 1 to 64 letters, digits, dots, dashes or underscores."
        : key!.Key is not { Length: >= ShortestKey } text || !text.StartsWith("cf_", StringComparison.Ordinal) ? $"The key {key.Id} does not begin with cf_ or is shorter than {ShortestKey} characters."
        : key.Scopes is not { Count: > 0 } scopes || !scopes.All(s => Scopes.Contains(s, StringComparer.Ordinal)) ? $"The scopes of key {key.Id} are none of {string.Join(", ", Scopes)}."
        : null;

    private static bool IsId(string? id) => id is not null && IdPattern().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex IdPattern();
}
