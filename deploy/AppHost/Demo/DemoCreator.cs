namespace CreatorFlow.AppHost.Demo;

/// <summary>A made-up creator, as <c>demo.json</c> keeps it and the platform is told about it.</summary>
internal sealed record DemoCreator(
    string Id, string Name, IReadOnlyList<DemoConnection> Connections, IReadOnlyList<DemoApiKey> ApiKeys);

/// <param name="Id">Stands in the path that the platform posts to.</param>
/// <param name="Platform">Its name in that path.</param>
/// <param name="Name">What the creator calls it.</param>
/// <param name="Secret">Signs its deliveries.</param>
/// <param name="Settings">What the platform's own rules need beside the secret.</param>
/// <param name="AccessToken">Opens the platform's API; null where it has none.</param>
internal sealed record DemoConnection(
    string Id, string Platform, string Name, string Secret, IReadOnlyDictionary<string, string> Settings, string? AccessToken);

internal sealed record DemoApiKey(string Id, string Name, IReadOnlyList<string> Scopes, string Key);

/// <summary>The whole of <c>demo.json</c>.</summary>
internal sealed record DemoFile(IReadOnlyList<DemoCreator> Creators);
