using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Update Inventory (202309): checks the whole call, then each SKU; what passes is the shop's stock from then on.</summary>
/// <remarks>
/// Codes are the platform's; it does not say which of them refuse the call and which only a SKU. Here a wrong set of
/// warehouses refuses the call, a wrong number, SKU or warehouse its SKU. 0 is taken, which the platform leaves open.
/// </remarks>
internal static class InventoryUpdate
{
    private const int MostSkus = 100;
    private const long MostUnits = 99_999;

    private static readonly ApiRefusal NoSuchProduct = new(400, 12052048, "You cannot edit the specified product(s) as it isn't listed in your account or shop.");
    private static readonly ApiRefusal NoSkuId = new(400, 12052036, "The SKU ID is necessary");
    private static readonly ApiRefusal TooManySkus = new(400, 12052050, "A single product cannot have more than 100 different SKUs");
    private static readonly ApiRefusal Twice = new(400, 12052553, "Sku id duplicate");
    private static readonly ApiRefusal NotAllWarehouses = new(400, 12052037, "Couldn't update inventory. Missing warehouse IDs (all warehouses that stock the product must be included)");

    /// <returns>The refusal of the call, or null and the errors of its SKUs.</returns>
    public static (ApiRefusal? Refusal, JsonArray Errors) Apply(TikTokShelves shelves, string productId, IReadOnlyList<WantedSku> wanted)
    {
        var errors = new JsonArray();
        if (Refusal(shelves, productId, wanted) is { } refusal) return (refusal, errors);
        foreach (var sku in wanted)
        {
            if (Error(shelves, productId, sku) is { } error) errors.Add((JsonNode)error);
            else foreach (var (warehouse, quantity) in sku.Quantities) shelves.Set(shelves.Find(sku.Id)!, warehouse, quantity);
        }
        return (null, errors);
    }

    private static ApiRefusal? Refusal(TikTokShelves shelves, string productId, IReadOnlyList<WantedSku> wanted)
    {
        if (!shelves.HasProduct(productId)) return NoSuchProduct;
        if (wanted.Count > MostSkus) return TooManySkus;
        if (wanted.Count == 0 || wanted.Any(s => s.Id.Length == 0)) return NoSkuId;
        if (wanted.DistinctBy(s => s.Id).Count() < wanted.Count) return Twice;
        return wanted.Any(s => shelves.Find(s.Id) is { } article && !NamesAll(shelves, article, s)) ? NotAllWarehouses : null;
    }

    private static bool NamesAll(TikTokShelves shelves, Article article, WantedSku sku) =>
        shelves.Stock(article).All(s => sku.Quantities.Any(q => q.Warehouse == s.Warehouse));

    private static JsonObject? Error(TikTokShelves shelves, string productId, WantedSku sku)
    {
        if (shelves.Find(sku.Id) is not { } article || shelves.ProductId(article) != productId) return Error(sku.Id, 12052556, "The SKU id not exist.");
        if (shelves.IsLocked(article)) return Error(sku.Id, 12052371, "Auction product is bidding when it is not supported to change product info");
        var warehouses = shelves.Stock(article).Select(s => s.Warehouse).ToHashSet(StringComparer.Ordinal);
        var details = sku.Quantities.Select(q => !warehouses.Contains(q.Warehouse) ? Detail(q.Warehouse, 12052097, "The warehouse does not exist")
            : q.Quantity is < 0 or > MostUnits ? Detail(q.Warehouse, 12052055, "The SKU inventory quantity for the warehouse must be within allowed limits.")
            : null).OfType<JsonNode>().ToJsonArray();
        return details.Count == 0 ? null : Error(sku.Id, 12052990, "Check failed", details);
    }

    private static JsonObject Error(string skuId, long code, string message, JsonArray? details = null) => new()
    {
        ["code"] = code,
        ["message"] = message,
        ["detail"] = new JsonObject { ["sku_id"] = skuId, ["extra_errors"] = details ?? [] },
    };

    private static JsonObject Detail(string warehouse, long code, string message) => new() { ["warehouse_id"] = warehouse, ["code"] = code, ["message"] = message };
}

/// <summary>A SKU of the call and what each warehouse named is to have.</summary>
internal sealed record WantedSku(string Id, IReadOnlyList<(string Warehouse, long Quantity)> Quantities)
{
    public static IReadOnlyList<WantedSku> Read(JsonObject body) => [.. (body["skus"] as JsonArray ?? []).OfType<JsonObject>().Select(One)];

    private static WantedSku One(JsonObject sku) => new((string?)sku["id"] ?? "",
        [.. (sku["inventory"] as JsonArray ?? []).OfType<JsonObject>().Select(w => ((string?)w["warehouse_id"] ?? "", (long?)w["quantity"] ?? -1))]);
}
