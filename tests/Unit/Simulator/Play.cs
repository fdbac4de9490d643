using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Tests.Unit.Simulator;

/// <summary>A creator with all channels, and hours of commerce in no time.</summary>
internal static class Play
{
    public const int Skus = 24;
    public static readonly DateTimeOffset Opening = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public static SimulatedCreatorSettings Creator(string id = "demo-1") => new()
    {
        Id = id,
        Connections =
        [
            Connection(id, "shopify"),
            Connection(id, "tiktok") with { AppKey = $"{id}-key" },
            Connection(id, "standard") with { Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
        ],
    };

    public static SimulatedCreatorSettings With(this SimulatedCreatorSettings creator, string platform) =>
        new() { Id = creator.Id, Connections = [.. creator.Connections, Connection(creator.Id, platform)] };

    public static SimulatedCreator New(long seed = 1, FaultOptions? faults = null, CreatorState? kept = null, string id = "demo-1") =>
        new(kept ?? CreatorState.Open(seed, Skus, id, Opening), Creator(id), faults ?? FaultOptions.None);

    /// <summary>Steps of one second each.</summary>
    public static List<Webhook> Run(this SimulatedCreator creator, int steps, int from = 0) =>
        [.. Enumerable.Range(from, steps).SelectMany(second => creator.Step(Opening.AddSeconds(second))).Select(o => o.Webhook)];

    public static JsonObject Json(this Webhook webhook) => JsonNode.Parse(webhook.Body)!.AsObject();

    public static CreatorState Copy(this CreatorState state) => JsonSerializer.Deserialize<CreatorState>(JsonSerializer.Serialize(state))!;

    private static SimulatedConnection Connection(string creator, string platform) => new()
    {
        Platform = platform,
        ConnectionId = $"{creator}-{platform}",
        WebhookPath = $"/webhooks/{platform}/{creator}-{platform}",
        Secret = "secret",
    };
}
