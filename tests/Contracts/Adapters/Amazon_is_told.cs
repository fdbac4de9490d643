using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class Amazon_is_told : IAsyncLifetime
{
    private AmazonHost amazon = null!;

    public async Task InitializeAsync() => amazon = await AmazonHost.StartAsync();

    public async Task DisposeAsync() => await amazon.DisposeAsync();

    [Fact]
    public async Task An_accepted_quantity_is_shown_and_only_the_quantity_is_sent()
    {
        Assert.IsType<PushResult.Taken>(await amazon.PushAsync(amazon.List("MUG", 5, wished: 20)));
        Assert.Equal(20, amazon.State(s => s.Available["MUG"]));

        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File("tests", "Contracts", "payloads", "amazon-api", "patchListingsItem.merge-quantity.request.json")))!;
        sample["productType"] = "HOME";
        var patch = amazon.Asked.Single(a => a.Method == "PATCH");
        Assert.True(JsonNode.DeepEquals(sample, JsonNode.Parse(patch.Body)), patch.Body);
        Assert.Equal($"/listings/2021-08-01/items/{AmazonHost.Seller}/MUG?marketplaceIds=ATVPDKIKX0DER", patch.Target);
    }

    [Theory]
    [InlineData("A/B")]
    [InlineData("50% off")]
    [InlineData("%2F")]
    [InlineData("a+b&c=d?e#f")]
    [InlineData("Tasse groß – 日本")]
    [InlineData("../up")]
    [InlineData("...")]
    public async Task A_sku_may_hold_any_characters(string sku)
    {
        Assert.IsType<PushResult.Taken>(await amazon.PushAsync(amazon.List(sku, 5, wished: 3)));
        Assert.Equal(3, amazon.State(s => s.Available[sku]));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_sku_that_no_path_can_name_is_refused_unasked(string sku)
    {
        Assert.Equal(new PushResult.Refused("amazon.sku_unusable"), await amazon.PushAsync(amazon.List(sku, 5, wished: 3)));
        Assert.Empty(amazon.Asked);
    }

    [Fact]
    public async Task The_product_type_is_read_once_an_hour()
    {
        var item = amazon.List("MUG", 5, wished: 20);
        await amazon.PushAsync(item);
        await amazon.PushAsync(item with { Quantity = 21 });
        Assert.Equal(["GET", "PATCH", "PATCH"], amazon.Asked.Select(a => a.Method));

        amazon.Clock.Advance(TimeSpan.FromMinutes(61));
        await amazon.PushAsync(item with { Quantity = 22 });
        Assert.Equal(["GET", "PATCH", "PATCH", "GET", "PATCH"], amazon.Asked.Select(a => a.Method));
    }

    [Fact]
    public async Task Invalid_inside_a_success_is_refused_with_its_issue_and_the_type_is_read_anew()
    {
        var item = amazon.List("MUG", 5, wished: 20);
        await amazon.PushAsync(item);
        amazon.State(s => s.ProductTypes["MUG"] = "KITCHEN");

        Assert.Equal(new PushResult.Refused("amazon.90000900"), await amazon.PushAsync(item with { Quantity = 7 }));
        Assert.Equal(20, amazon.State(s => s.Available["MUG"]));
        Assert.IsType<PushResult.Taken>(await amazon.PushAsync(item with { Quantity = 7 }));
        Assert.Equal(7, amazon.State(s => s.Available["MUG"]));
    }

    [Fact]
    public async Task What_Amazon_ships_is_never_told()
    {
        var sku = amazon.State(s => s.HeldByAmazon.Keys.First());
        var refused = new PushResult.Refused("amazon.fulfilled_by_amazon");
        Assert.Equal(refused, await amazon.PushAsync(new(sku, "", 3, null, Guid.Empty)));
        Assert.Equal(refused, await amazon.PushAsync(amazon.List("MUG", 5, wished: 3) with { Location = "fba:ATVPDKIKX0DER" }));
        Assert.DoesNotContain(amazon.Asked, a => a.Method == "PATCH");
    }

    [Fact]
    public async Task A_connection_without_seller_is_refused_unasked()
    {
        var bare = amazon.Connection with { Settings = new Dictionary<string, string>() };
        Assert.Equal(new PushResult.Refused("connection.incomplete"), Assert.Single(await amazon.Adapter.PushAsync(bare, [amazon.List("MUG", 5, wished: 3)], CancellationToken.None)));
        Assert.Empty(amazon.Asked);
    }

    [Fact]
    public async Task Throttled_it_waits_for_a_token()
    {
        var item = amazon.List("MUG", 5, wished: 3);
        amazon.UseUp("patchListingsItem");
        Assert.Equal(new PushResult.Unavailable("amazon.http_429", TimeSpan.FromSeconds(0.2)), await amazon.PushAsync(item));
        Assert.Equal(5, amazon.State(s => s.Available["MUG"]));

        amazon.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<PushResult.Taken>(await amazon.PushAsync(item));
    }

    [Fact]
    public async Task The_rate_that_Amazon_states_counts()
    {
        var item = amazon.List("MUG", 5, wished: 3);
        amazon.Between = (context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers["x-amzn-RateLimit-Limit"] = "0.5";
            return Task.CompletedTask;
        };
        Assert.Equal(new PushResult.Unavailable("amazon.http_429", TimeSpan.FromSeconds(2)), await amazon.PushAsync(item));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"status":"SURPRISE"}""")]
    public async Task An_answer_that_cannot_be_read_is_no_success(string answer)
    {
        var item = amazon.List("MUG", 5, wished: 3);
        amazon.Between = (context, go) => context.Request.Method == "PATCH" ? context.Response.WriteAsync(answer) : go();
        Assert.Equal(new PushResult.Unavailable("amazon.unreadable"), await amazon.PushAsync(item));
    }

    [Theory]
    [InlineData("""{"sku":"MUG","summaries":[null],"fulfillmentAvailability":[null,{"fulfillmentChannelCode":"DEFAULT"}]}""")]
    [InlineData("""{"sku":"MUG","summaries":null,"fulfillmentAvailability":[{"fulfillmentChannelCode":"DEFAULT","quantity":1}]}""")]
    [InlineData("""{"sku":null}""")]
    public async Task A_listing_without_product_type_is_not_told(string listing)
    {
        var item = amazon.List("MUG", 5, wished: 3);
        amazon.Between = (context, _) => context.Response.WriteAsync(listing);
        Assert.Equal(new PushResult.Unavailable("amazon.unreadable"), await amazon.PushAsync(item));
    }
}
