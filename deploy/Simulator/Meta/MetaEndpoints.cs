using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Simulator.Meta;

/// <summary>The Graph API of a product catalogue, as far as stock goes.</summary>
/// <remarks>developers.facebook.com, ProductCatalog: items_batch, check_batch_request_status, products.</remarks>
internal static class MetaEndpoints
{
    private const int MostItems = 5_000;
    private const int MostErrors = 50;

    public static void MapMeta(this IEndpointRouteBuilder routes)
    {
        var catalogue = routes.MapGroup("/{version}/{catalogueId:long}").AddEndpointFilter(GuardAsync);
        catalogue.MapPost("/items_batch", TakeBatch);
        catalogue.MapGet("/check_batch_request_status", BatchStatus);
        catalogue.MapGet("/products", Products);
    }

    /// <summary>What a merchant does and sees on Meta's own pages.</summary>
    public static void MapMetaProducts(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/simulator/meta/{catalogueId:long}/products/{retailerId}", Put);
        routes.MapGet("/simulator/meta/{catalogueId:long}/products", Shown);
    }

    /// <summary>Every call is opened by its token and may be held or throttled.</summary>
    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (Catalogue(http) is not { } catalogue) return GraphError.Of(400, 100, "Unsupported request. The object does not exist.");
        catalogue.Calls++;
        if (catalogue.Held is { } held) await held.Task.WaitAsync(http.RequestAborted);
        if (!catalogue.Opens(http.Request.Headers.Authorization.ToString())) return GraphError.Of(401, 190, "Invalid OAuth access token.");
        if (catalogue.Throttled <= 0) return await next(call);
        catalogue.Throttled--;
        http.Response.Headers["X-Business-Use-Case-Usage"] = GraphError.Usage((string)http.Request.RouteValues["catalogueId"]!);
        return GraphError.Of(400, HttpMethods.IsPost(http.Request.Method) ? 80014 : 80009, "There have been too many calls for this catalog account. Wait a bit and try again.");
    }

    private static MetaCatalogue? Catalogue(HttpContext http) =>
        http.RequestServices.GetRequiredService<MetaCatalogues>().Find((string)http.Request.RouteValues["catalogueId"]!);

    private static IResult TakeBatch(HttpContext http, JsonObject body)
    {
        var requests = body["requests"]?.AsArray().Select(r => r!.AsObject()).ToList() ?? [];
        if (requests.Count is 0 or > MostItems || body["item_type"]?.GetValue<string>() != "PRODUCT_ITEM") return GraphError.Of(400, 100, "Invalid parameter.");
        var data = requests.ConvertAll(r => r["data"]!.AsObject());
        var wrong = data.Where(d => d["id"] is null || d["quantity_to_sell_on_facebook"]?.GetValue<long>() < 0).ToHashSet();
        var valid = data.FindAll(d => !wrong.Contains(d));
        return Results.Json(new JsonObject
        {
            ["handles"] = valid.Count == 0 ? [] : new JsonArray(Catalogue(http)!.Take(valid).Handle),
            ["validation_status"] = Array(data.Select(d => new JsonObject
            {
                ["retailer_id"] = d["id"]?.DeepClone(),
                ["errors"] = wrong.Contains(d) ? new JsonArray(new JsonObject { ["message"] = "Invalid quantity." }) : [],
                ["warnings"] = new JsonArray(),
            })),
        });
    }

    private static IResult BatchStatus(HttpContext http, string handle)
    {
        if (Catalogue(http)!.Batch(handle) is not { } batch) return GraphError.Of(400, 100, "Invalid handle.");
        return Results.Json(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject
            {
                ["handle"] = handle,
                ["status"] = batch.Finished ? "finished" : "in_progress",
                ["errors"] = Array(batch.Errors.Take(MostErrors).Select(e => new JsonObject { ["id"] = e.Id, ["message"] = e.Message })),
                ["errors_total_count"] = batch.Errors.Count,
                ["warnings"] = new JsonArray(),
                ["ids_of_invalid_requests"] = new JsonArray([.. batch.Errors.Take(MostErrors).Select(e => JsonValue.Create(e.Id))]),
            }),
        });
    }

    private static IResult Products(HttpContext http, int? limit, string? after)
    {
        var most = Math.Clamp(limit ?? 25, 1, 1_000);
        var found = Catalogue(http)!.After(after, most + 1);
        var page = found.Take(most).ToList();
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = page.FirstOrDefault()?.RetailerId, ["after"] = page.LastOrDefault()?.RetailerId } };
        if (found.Count > most) paging["next"] = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?access_token=secret&after={Uri.EscapeDataString(page[^1].RetailerId)}";
        return Results.Json(new JsonObject { ["data"] = Array(page.Select(Body)), ["paging"] = paging });
    }

    private static JsonObject Body(MetaProduct product)
    {
        var body = new JsonObject { ["id"] = product.Id, ["retailer_id"] = product.RetailerId, ["name"] = product.Name };
        if (product.Quantity is { } quantity) body["quantity_to_sell_on_facebook"] = quantity;
        return body;
    }

    /// <summary>Every product's quantity by its retailer's id.</summary>
    private static IResult Shown(long catalogueId, MetaCatalogues catalogues) => Results.Json(
        catalogues.Open(catalogueId.ToString(CultureInfo.InvariantCulture)).After(null, int.MaxValue).ToDictionary(p => p.RetailerId, p => p.Quantity, StringComparer.Ordinal));

    /// <summary>Makes a product.</summary>
    private static IResult Put(long catalogueId, string retailerId, NewProduct product, MetaCatalogues catalogues)
    {
        if (product.Quantity is < 0 or > int.MaxValue) return Problem.Of(422, "simulator.quantity_out_of_range", "A quantity is 0 to 2,147,483,647.");
        catalogues.Open(catalogueId.ToString(CultureInfo.InvariantCulture)).Put(retailerId, product.Name, product.Quantity);
        return Results.NoContent();
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    internal sealed record NewProduct(string Name, long? Quantity);
}

/// <summary>Graph's own way to refuse.</summary>
internal static class GraphError
{
    public static IResult Of(int status, int code, string message) => Results.Json(new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "OAuthException", ["code"] = code, ["fbtrace_id"] = "A1b2C3d4E5" },
    }, statusCode: status);

    public static string Usage(string catalogueId, int minutes = 1) => new JsonObject
    {
        [catalogueId] = new JsonArray(new JsonObject
        {
            ["type"] = "ads_management", ["call_count"] = 100, ["total_cputime"] = 25, ["total_time"] = 25, ["estimated_time_to_regain_access"] = minutes,
        }),
    }.ToJsonString();
}
