using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Demo;

/// <summary>The demo creators, with secrets made once and kept, so that a restart goes on with the same.</summary>
internal static class DemoCreators
{
    private static readonly string[] _scopes = ["owner", "read", "ops"];

    /// <summary>Who runs the demo owns its creators and operates it.</summary>
    private static readonly string[] _ownersScopes = ["owner", "ops"];

    /// <summary>
    /// The first <paramref name="count"/> demo creators. Those that are missing are made, and so are
    /// the connections to sources that a later version brought.
    /// </summary>
    public static IReadOnlyList<DemoCreator> LoadOrMake(string path, int count)
    {
        var kept = PrivateFile.Read<DemoFile>(path)?.Creators ?? [];
        var wanted = Enumerable.Range(1, Math.Max(count, kept.Count))
            .Select(number => Complete(kept.ElementAtOrDefault(number - 1) ?? Make(number)))
            .ToList();
        PrivateFile.Write(path, new DemoFile(wanted));
        return wanted[..count];
    }

    public static RunningCreator Describe(DemoCreator creator) => new(
        creator.Id,
        creator.Name,
        creator.ApiKeys.ToDictionary(key => key.Scopes[0], key => key.Key),
        [.. creator.Connections.Select(Describe)]);

    private static RunningConnection Describe(DemoConnection connection) => new()
    {
        Platform = connection.Platform,
        ConnectionId = connection.Id,
        WebhookPath = connection.Platform == "agent" ? "/api/sessions/sync" : $"/webhooks/{connection.Platform}/{connection.Id}",
        Secret = connection.Secret,
        AppKey = connection.Settings.GetValueOrDefault("appKey"),
        AccessToken = connection.AccessToken,
        Settings = connection.Settings,
    };

    private static DemoCreator Make(int number)
    {
        var id = $"demo-{number}";
        return new DemoCreator(id, $"Demo creator {number}", [], [.. _scopes.Select(scope => ApiKey(id, scope))]);
    }

    private static DemoCreator Complete(DemoCreator creator)
    {
        var missing = DemoPlatforms.Names.Except(creator.Connections.Select(connection => connection.Platform));
        return creator with
        {
            ApiKeys = [.. creator.ApiKeys.Select(key => key.Scopes[0] == "owner" ? key with { Scopes = _ownersScopes } : key)],
            Connections = [.. creator.Connections, .. missing.Select(platform => DemoPlatforms.Connect(creator.Id, platform))],
        };
    }

    private static DemoApiKey ApiKey(string creator, string scope) =>
        new($"{creator}-{scope}", $"Demo {scope}", [scope], "cf_" + Secrets.Base64Url(32));
}
