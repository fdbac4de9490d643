using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>The webhooks that a shop sends on behalf of our app, as the Admin API keeps them.</summary>
/// <remarks>
/// shopify.dev, <c>webhookSubscriptions</c>: it names what was subscribed to for this shop, not what stands in the app's own configuration file.
/// Shopify deletes such a subscription after eight deliveries in a row that failed.
/// </remarks>
internal sealed class WebhookSubscriptions(GraphClient client, CallBudget budget)
{
    private const string List = "subscriptions";
    private const int MostPages = 40;

    /// <summary>The topics that Ingest reads, as they stand in the header of a webhook.</summary>
    public static readonly IReadOnlyList<string> Topics =
    [
        "inventory_levels/connect", "inventory_levels/update", "inventory_levels/disconnect", "inventory_items/create", "inventory_items/update",
        "orders/create", "orders/updated", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/cancelled",
        "fulfillments/create", "fulfillments/update", "products/create", "products/update",
    ];

    public async Task<SubscriptionAnswer> FindMissingAsync(ShopifyAccount account, Uri address, CancellationToken cancellation)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var rows = budget.RowsOf(account, List);
            var answer = await client.AskAsync(account, new GraphCall(List, Documents.Subscriptions, new JsonObject { ["first"] = rows, ["after"] = after }, rows), cancellation);
            if (answer is not GraphAnswer.Data data) return Failure(answer);
            var subscriptions = data.Json.Child("webhookSubscriptions");
            sent.UnionWith(subscriptions.Child("nodes").Items().Where(n => n.Child("uri").Text() == address.AbsoluteUri).Select(n => n.Child("topic").Text()).OfType<string>());
            after = Next(subscriptions.Child("pageInfo"));
            if (after is null) return new SubscriptionAnswer.Missing([.. Topics.Where(t => !sent.Contains(Word(t)))]);
        }
        return new SubscriptionAnswer.Failure("shopify.too_many_subscriptions", Passing: false);
    }

    /// <summary>Its <c>userErrors</c> have no code: that somebody subscribed meanwhile shows at the next look.</summary>
    public async Task<SubscriptionAnswer> SubscribeAsync(ShopifyAccount account, Uri address, string topic, CancellationToken cancellation)
    {
        var variables = new JsonObject { ["topic"] = Word(topic), ["webhookSubscription"] = new JsonObject { ["uri"] = address.AbsoluteUri, ["format"] = "JSON" } };
        var answer = await client.AskAsync(account, new GraphCall("subscribe", Documents.Subscribe, variables), cancellation);
        if (answer is not GraphAnswer.Data data) return Failure(answer);
        return data.Json.Child("webhookSubscriptionCreate").Child("webhookSubscription").Child("id").Text() is null
            ? new SubscriptionAnswer.Failure("shopify.subscription_refused", Passing: false)
            : new SubscriptionAnswer.Subscribed();
    }

    /// <summary><c>orders/create</c> is <c>ORDERS_CREATE</c> to the API.</summary>
    public static string Word(string topic) => topic.Replace('/', '_').ToUpperInvariant();

    private static string? Next(JsonElement page) =>
        page.Child("hasNextPage").ValueKind == JsonValueKind.True && page.Child("endCursor").Text() is { Length: > 0 } end ? end : null;

    private static SubscriptionAnswer.Failure Failure(GraphAnswer answer) => answer switch
    {
        GraphAnswer.Refused refused => new(refused.Code, Passing: false),
        GraphAnswer.Unavailable unavailable => new(unavailable.Code, Passing: true, unavailable.RetryAfter),
        var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
    };
}
