using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>The double is as strict as the real one: what it lets pass is no proof else.</summary>
public sealed class Shopify_as_it_is_played
{
    private const string Path = "/admin/api/2026-04/graphql.json";

    [Theory]
    [InlineData("@idempotent(key: $idempotencyKey) ", "", "BAD_REQUEST")]
    [InlineData("createdAt reason", "createdAt colour", "graphqlValidation")]
    [InlineData("inventorySetQuantities(input", "inventorySetThings(input", "graphqlValidation")]
    [InlineData("(input: $input) ", "", "graphqlValidation")]
    [InlineData("$idempotencyKey: String!", "$idempotencyKey: Int!", "graphqlValidation")]
    [InlineData("\"quantity\":12", "\"quantity\":\"12\"", "INVALID_VARIABLE")]
    [InlineData("\"quantity\":12", "\"quantity\":12.5", "INVALID_VARIABLE")]
    [InlineData("\"quantity\":12", "\"colour\":12", "INVALID_VARIABLE")]
    [InlineData(",\"changeFromQuantity\":5", "", "INVALID_VARIABLE")]
    [InlineData("\"changeFromQuantity\":5", "\"changeFromQuantity\":5,\"compareQuantity\":5", "INVALID_VARIABLE")]
    public async Task What_breaks_the_schema_is_refused(string part, string instead, string code)
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var request = Sample().ToJsonString(Plain);
        Assert.Contains(part, request, StringComparison.Ordinal);
        var answer = await AskAsync(shop, JsonNode.Parse(request.Replace(part, instead, StringComparison.Ordinal))!);
        Assert.Equal(code, answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>());
        Assert.Empty(shop.Followed());
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_a_mismatch()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        await AskAsync(shop, Sample());
        var other = Sample();
        other["variables"]!["input"]!["reason"] = "restock";
        var answer = await AskAsync(shop, other);
        Assert.Equal("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", answer["data"]!["inventorySetQuantities"]!["userErrors"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task More_than_250_inputs_are_too_many()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var request = Sample();
        var quantities = request["variables"]!["input"]!["quantities"]!.AsArray();
        while (quantities.Count <= 250) quantities.Add(quantities[0]!.DeepClone());
        Assert.Equal("MAX_INPUT_SIZE_EXCEEDED", (await AskAsync(shop, request))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>());
    }

    /// <summary>An object is a point, a connection as many as its rows, a plain value nothing.</summary>
    [Fact]
    public async Task A_page_of_levels_is_charged_two_points_a_row()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        var variables = new JsonObject { ["locationId"] = Gid.Location(shop.Level(0).Location), ["first"] = 20, ["after"] = null };
        var cost = (await AskAsync(shop, new JsonObject { ["query"] = Documents.Levels, ["variables"] = variables }))["extensions"]!["cost"]!;
        Assert.Equal((43, 43), (cost["requestedQueryCost"]!.GetValue<long>(), cost["actualQueryCost"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Another_version_is_not_there()
    {
        await using var shop = await ShopifyShopHost.StartAsync();
        using var response = await PostAsync(shop, "/admin/api/2025-10/graphql.json", Sample());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode Sample() => JsonNode.Parse(Samples.Read("shopify-api/inventorySetQuantities.2026-04.request.json"))!;

    private static async Task<JsonNode> AskAsync(ShopifyShopHost shop, JsonNode request)
    {
        using var response = await PostAsync(shop, Path, request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<HttpResponseMessage> PostAsync(ShopifyShopHost shop, string path, JsonNode request)
    {
        using var http = new HttpClient { BaseAddress = shop.Address };
        http.DefaultRequestHeaders.Add("X-Shopify-Access-Token", ShopifyShopHost.Token);
        return await http.PostAsJsonAsync(path, request);
    }
}
