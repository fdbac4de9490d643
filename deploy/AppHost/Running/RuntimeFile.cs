using System.Text.Json.Serialization;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.Running;

/// <summary>One server or service of a running platform; without a pid where somebody else runs it.</summary>
public sealed record RunningComponent(string Name, int? Pid, string Address);

/// <summary>One of a demo creator's connections, with what it takes to sign as its platform does.</summary>
public sealed record RunningConnection
{
    public required string Platform { get; init; }

    public required string ConnectionId { get; init; }

    public required string WebhookPath { get; init; }

    public required string Secret { get; init; }

    /// <summary>TikTok alone: signed together with the body.</summary>
    public string? AppKey { get; init; }

    /// <summary>What the platform's API asks of its callers, where it has one.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The connection's settings as they were handed to the platform, such as <c>shopId</c>.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }
}

/// <summary>A demo creator, with its API keys by scope: <c>owner</c>, <c>read</c>, <c>ops</c>.</summary>
public sealed record RunningCreator(
    string Id, string Name, IReadOnlyDictionary<string, string> ApiKeys, IReadOnlyList<RunningConnection> Connections);

/// <summary>
/// <c>runtime.json</c>: tells tools and tests what runs. It exists while the platform runs, readable
/// by its owner alone, and is always whole.
/// </summary>
public sealed record RuntimeFile
{
    public const string Name = "runtime.json";

    /// <summary>False while the platform is still starting.</summary>
    public required bool Ready { get; init; }

    public required int AppHostPid { get; init; }

    public required string Gateway { get; init; }

    public required IReadOnlyList<RunningComponent> Components { get; init; }

    public required string Postgres { get; init; }

    [JsonPropertyName("rabbitmq")]
    public required string RabbitMq { get; init; }

    public required string Redis { get; init; }

    public required IReadOnlyList<RunningCreator> Creators { get; init; }

    public static RuntimeFile? Read(string dataFolder) => PrivateFile.Read<RuntimeFile>(Path.Combine(dataFolder, Name));

    internal void Write(DataFolder data) => PrivateFile.Write(data.Combine(Name), this);
}
