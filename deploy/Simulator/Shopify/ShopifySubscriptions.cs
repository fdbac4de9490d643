using System.Globalization;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Which webhooks a shop sends where. Not thread-safe: touched while nothing else happens.</summary>
/// <remarks>shopify.dev/docs/api/admin-graphql, <c>webhookSubscriptions</c> and <c>webhookSubscriptionCreate</c>, whose <c>userErrors</c> have no code.</remarks>
internal sealed class ShopifySubscriptions(ShopifyState state, string webhookPath)
{
    private const int LongestPage = 250;

    private static readonly string[] Topics =
    [
        "inventory_levels/connect", "inventory_levels/update", "inventory_levels/disconnect", "inventory_items/create", "inventory_items/update", "inventory_items/delete",
        "orders/create", "orders/updated", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/cancelled", "orders/delete",
        "fulfillments/create", "fulfillments/update", "products/create", "products/update", "products/delete", "app/uninstalled",
    ];

    /// <summary>All that an answer to a creation can have.</summary>
    private static readonly JsonObject Whole = Payload(new ShopifySubscription(0, "", ""), Error("", ""));

    private List<ShopifySubscription> All => state.Subscriptions ??= [];

    /// <summary>A shop is connected by somebody who subscribes to everything; what an earlier run lost stays lost.</summary>
    public void Open(Uri gateway) => state.Subscriptions ??= [.. Topics.Select((topic, n) => new ShopifySubscription(n + 1, topic, new Uri(gateway, webhookPath).AbsoluteUri))];

    /// <summary>Whether webhooks of a topic go to the connection, at whatever host.</summary>
    public bool Sends(string topic) => All.Exists(s => s.Topic == topic && new Uri(s.Uri).AbsolutePath == webhookPath);

    /// <summary>As the shop does after eight deliveries in a row that failed.</summary>
    /// <returns>False when there was none.</returns>
    public bool Lose(string topic) => All.RemoveAll(s => s.Topic == topic) > 0;

    public JsonObject List(GraphCall call)
    {
        var first = call.Number(call.Field, "first") is > 0 and <= LongestPage and var size ? size : throw GraphRefusalException.Invalid($"first must be 1 to {LongestPage}");
        var after = call.TextOrNothing(call.Field.Arguments, "after", "String") is { } cursor ? long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw GraphRefusalException.Invalid("Invalid cursor for current pagination sort.") : 0;
        var rest = All.Where(s => s.Id > after).OrderBy(s => s.Id).ToList();
        return new JsonObject
        {
            ["nodes"] = new JsonArray([.. rest.Take(first).Select(Node)]),
            ["pageInfo"] = new JsonObject { ["hasNextPage"] = rest.Count > first, ["endCursor"] = rest.Take(first).LastOrDefault()?.Id.ToString(CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>Refuses a word that is no topic, and an address that the topic goes to already.</summary>
    public JsonObject Create(GraphCall call)
    {
        GraphSelection.Of(Whole, call.Field);
        var word = call.Text(call.Field.Arguments, "topic", "WebhookSubscriptionTopic!");
        var input = call.Value(call.Field.Arguments, "webhookSubscription", "WebhookSubscriptionInput!") as JsonObject ?? throw GraphRefusalException.Variable("webhookSubscription", "WebhookSubscriptionInput!");
        var topic = Array.Find(Topics, t => Word(t) == word) ?? throw GraphRefusalException.Variable("topic", "WebhookSubscriptionTopic!");
        var address = GraphCall.As<string>(input["uri"], "uri", "String");
        if (!Uri.TryCreate(address, UriKind.Absolute, out _)) return Payload(null, Error("Address is not a valid URL", "uri"));
        if (All.Exists(s => s.Topic == topic && s.Uri == address)) return Payload(null, Error("Address for this topic has already been taken", "uri"));
        var created = new ShopifySubscription(All.Select(s => s.Id).DefaultIfEmpty().Max() + 1, topic, address);
        All.Add(created);
        return Payload(created);
    }

    private static string Word(string topic) => topic.Replace('/', '_').ToUpperInvariant();

    private static JsonObject Node(ShopifySubscription subscription) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"gid://shopify/WebhookSubscription/{subscription.Id}"),
        ["topic"] = Word(subscription.Topic),
        ["uri"] = subscription.Uri,
        ["format"] = "JSON",
    };

    private static JsonObject Payload(ShopifySubscription? created, params JsonNode[] errors) =>
        new() { ["webhookSubscription"] = created is null ? null : Node(created), ["userErrors"] = new JsonArray(errors) };

    private static JsonObject Error(string message, string field) => new() { ["field"] = new JsonArray("webhookSubscription", field), ["message"] = message };
}
