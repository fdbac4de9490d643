using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>One webhook on its way.</summary>
internal sealed record StockMessage(string CreatorId, string Key, string Sku, long Delta, DateTimeOffset OccurredAt);

/// <summary>A webhook's body.</summary>
internal sealed record StockWebhook(string Type, DateTimeOffset Timestamp, StockWebhookData Data);

internal sealed record StockWebhookData(string Sku, long Delta);

/// <summary>Serialization made at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StockMessage))]
[JsonSerializable(typeof(StockWebhook))]
internal sealed partial class StraightforwardJson : JsonSerializerContext;
