using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>An item and the location it is for.</summary>
internal sealed record Wish(PushItem Item, string Location)
{
    /// <summary>Units that Shopify counts to (InventorySetQuantitiesUserErrorCode).</summary>
    private const long Highest = 1_000_000_000;

    /// <summary>The call for several wishes. The same ones make the same call with the same key, in whatever order they come.</summary>
    /// <param name="wishes">At most <see cref="Documents.MostInputs"/>, in <see cref="InOrder"/>.</param>
    /// <param name="attempt">Another number is another key: for a call whose key the shop will not have again.</param>
    public static GraphCall Call(IReadOnlyList<Wish> wishes, int attempt)
    {
        var key = KeyOf(wishes, attempt).ToString("D");
        var input = new JsonObject
        {
            ["name"] = "available",
            ["reason"] = "correction",
            ["referenceDocumentUri"] = $"gid://creatorflow/Push/{key}",
            ["quantities"] = new JsonArray([.. wishes.Select(w => w.Quantity())]),
        };
        return new GraphCall("inventorySetQuantities", Documents.SetQuantities, new JsonObject { ["idempotencyKey"] = key, ["input"] = input });
    }

    /// <summary>What the shop would say to numbers that its own type does not hold, for which it would turn down the others too; null for all else.</summary>
    public PushResult? Objection => Item switch
    {
        { Quantity: > Highest } => new PushResult.Refused("shopify.invalid_quantity_too_high"),
        { Expected: < -Highest or > Highest } => new PushResult.Stale(null),
        _ => null,
    };

    public static List<Wish> InOrder(IEnumerable<Wish> wishes) =>
        [.. wishes.OrderBy(w => w.Item.ListingId, StringComparer.Ordinal).ThenBy(w => w.Location, StringComparer.Ordinal)];

    private JsonObject Quantity() => new()
    {
        ["inventoryItemId"] = Gid.Item(Item.ListingId),
        ["locationId"] = Gid.Location(Location),
        ["quantity"] = Item.Quantity,
        ["changeFromQuantity"] = Item.Expected,
    };

    private static Guid KeyOf(IReadOnlyList<Wish> wishes, int attempt)
    {
        var names = wishes.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Item.IdempotencyKey:N}\t{w.Item.ListingId}\t{w.Location}\t{w.Item.Quantity}\t{w.Item.Expected}"));
        var name = string.Join('\n', [attempt.ToString(CultureInfo.InvariantCulture), .. names]);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }
}
