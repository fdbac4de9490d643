using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Orders of a Shopify shop. Its webhooks carry them whole: read are those that no webhook told of.</summary>
internal sealed class ShopifyOrders(GraphClient client, OrderAssembly assembly, CallBudget budget) : IOrderSource
{
    private const string Operation = "orders";
    private const string NotSetUp = "shopify.settings";

    /// <summary>A poll that is interrupted reads its page again, orders that webhooks told of included: of those nothing is kept.</summary>
    private const int MostRows = 50;

    public string Platform => Platforms.Shopify;

    public async Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation) =>
        ShopifyAccount.From(connection) is { } account ? await assembly.ReadAsync(account, orderId, cancellation) : new OrderAnswer.Refused(NotSetUp);

    public async Task<OrderListAnswer> ListAsync(Connection connection, DateTimeOffset since, string? cursor, CancellationToken cancellation)
    {
        if (ShopifyAccount.From(connection) is not { } account) return new OrderListAnswer.Refused(NotSetUp);
        var rows = Math.Min(MostRows, budget.RowsOf(account, Operation));
        var moment = since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var variables = new JsonObject { ["first"] = rows, ["after"] = cursor, ["query"] = $"updated_at:>='{moment}'" };
        return await client.AskAsync(account, new GraphCall(Operation, OrderDocuments.List, variables, rows), cancellation) switch
        {
            GraphAnswer.Data data => Page(data.Json.Child("orders")),
            GraphAnswer.Refused refused => new OrderListAnswer.Refused(refused.Code),
            GraphAnswer.Unavailable unavailable => new OrderListAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    public TranslatedOrder Translate(byte[] json)
    {
        var order = ShopifyOrder.Read(json);
        return new(StateOf(order.UpdatedAt, order.DisplayFinancialStatus, order.DisplayFulfillmentStatus), ShopifyOrderTranslator.Translate(order));
    }

    private static OrderListAnswer.Page Page(JsonElement orders)
    {
        var page = orders.Child("pageInfo");
        var next = page.Child("hasNextPage").ValueKind == JsonValueKind.True && page.Child("endCursor").Text() is { Length: > 0 } end ? end : null;
        return new([.. orders.Child("nodes").Items().Select(Listed).OfType<ListedOrder>()], next);
    }

    private static ListedOrder? Listed(JsonElement node) =>
        Gid.Number(node.Child("id").Text()) is { } id && node.Child("updatedAt") is { ValueKind: JsonValueKind.String } updated && updated.TryGetDateTimeOffset(out var updatedAt)
            ? new(id, StateOf(updatedAt, node.Child("displayFinancialStatus").Text(), node.Child("displayFulfillmentStatus").Text()))
            : null;

    /// <summary>Its times are whole seconds; the words tell most changes within one apart.</summary>
    private static string StateOf(DateTimeOffset updatedAt, string? financial, string? fulfillment) =>
        string.Create(CultureInfo.InvariantCulture, $"{updatedAt.UtcDateTime:O}:{financial}:{fulfillment}");
}
