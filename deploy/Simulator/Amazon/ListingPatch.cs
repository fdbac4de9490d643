using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>What <c>patchListingsItem</c> does: the seller's own quantity can be set, all else is invalid.</summary>
internal static class ListingPatch
{
    private const string Path = "/attributes/fulfillment_availability";

    /// <summary>Changes the quantity, or nothing.</summary>
    /// <returns>The submission as Amazon answers it, with status 200 either way.</returns>
    public static JsonObject Apply(AmazonState state, string sku, JsonObject patch)
    {
        if (Text(patch["productType"]) != state.ProductType(sku)) return Answer(sku, "productType");
        if (!state.Available.ContainsKey(sku) || Quantity(patch) is not { } quantity) return Answer(sku, "fulfillment_availability");
        state.Available[sku] = quantity;
        state.Untold.Add(sku);
        return Answer(sku);
    }

    /// <summary>Null for anything but one merge or replacement of what the seller ships.</summary>
    private static long? Quantity(JsonObject patch)
    {
        if (patch["patches"] is not JsonArray { Count: 1 } patches || patches[0] is not JsonObject change) return null;
        if (Text(change["op"]) is not ("merge" or "replace") || Text(change["path"]) != Path) return null;
        if (change["value"] is not JsonArray { Count: 1 } values || values[0] is not JsonObject value) return null;
        if (Text(value["fulfillment_channel_code"]) != "DEFAULT" || value["quantity"] is not JsonValue number) return null;
        return number.TryGetValue<long>(out var quantity) && quantity >= 0 ? quantity : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonObject Answer(string sku, string? invalid = null) => new()
    {
        ["sku"] = sku,
        ["status"] = invalid is null ? "ACCEPTED" : "INVALID",
        ["submissionId"] = Guid.CreateVersion7().ToString("D"),
        ["issues"] = invalid is null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["code"] = "90000900",
            ["message"] = "The attributes are invalid.",
            ["severity"] = "ERROR",
            ["attributeNames"] = new JsonArray(invalid),
            ["categories"] = new JsonArray("INVALID_ATTRIBUTE"),
        }),
    };
}
