using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>The calls for one order. After the first that is not answered nothing more is asked. Not thread-safe.</summary>
internal sealed class OrderQuestions(GraphClient client, ShopifyAccount account, CancellationToken cancellation)
{
    private const int MostPages = 50;

    /// <summary>Why not all was read, or null.</summary>
    public OrderAnswer? Failure { get; private set; }

    /// <summary>The order with its first page of lines; null when there is none.</summary>
    public Task<JsonObject?> FirstAsync(string id) => AskAsync(id, "order", OrderDocuments.Order, null);

    /// <summary>All rows of a connection.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="root">The field that finds it.</param>
    /// <param name="connection">The connection's field.</param>
    /// <param name="document">Asks for a page.</param>
    /// <param name="first">The first page, where it is known.</param>
    public async Task<JsonArray> RowsAsync(string id, string root, string connection, string document, JsonNode? first = null)
    {
        var rows = new JsonArray();
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = page == 0 && first is not null ? first : (await AskAsync(id, root, document, after))?[connection];
            foreach (var row in found?["nodes"] as JsonArray ?? []) rows.Add(row?.DeepClone());
            after = Next(found?["pageInfo"]);
            if (after is null) return rows;
        }
        Failure ??= new OrderAnswer.Refused("shopify.order_too_long");
        return rows;
    }

    private async Task<JsonObject?> AskAsync(string id, string root, string document, string? after)
    {
        if (Failure is not null) return null;
        var variables = new JsonObject { ["id"] = id, ["first"] = OrderDocuments.Rows, ["after"] = after };
        if (root == "order") variables["parts"] = OrderDocuments.Rows;
        var answer = await client.AskAsync(account, new GraphCall($"order.{root}", document, variables, OrderDocuments.Rows), cancellation);
        Failure = answer switch
        {
            GraphAnswer.Refused refused => new OrderAnswer.Refused(refused.Code),
            GraphAnswer.Unavailable unavailable => new OrderAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            _ => null,
        };
        return answer is GraphAnswer.Data data && data.Json.Child(root) is { ValueKind: JsonValueKind.Object } found ? JsonObject.Create(found) : null;
    }

    private static string? Next(JsonNode? pageInfo) =>
        pageInfo?["hasNextPage"]?.GetValue<bool>() == true && pageInfo["endCursor"]?.GetValue<string>() is { Length: > 0 } end ? end : null;
}
