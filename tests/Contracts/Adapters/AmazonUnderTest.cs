using System.Globalization;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Amazon;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Tests.Contracts.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>Amazon as the simulator plays it: one SKU a call, <c>INVALID</c> inside a success, a stated rate instead of a wait.</summary>
internal sealed class AmazonUnderTest : SimulatedUnderTest
{
    /// <summary>One token's time at the rate that the answer states.</summary>
    public override TimeSpan StatedWait => TimeSpan.FromSeconds(2);

    protected override string Platform => Platforms.Amazon;

    /// <summary>Beside what a test makes: the seller's own and, of eight, one that Amazon ships.</summary>
    protected override int Skus => 8;

    public override (string ListingId, string Location) MakeListing(int number, long shown)
    {
        var sku = string.Create(CultureInfo.InvariantCulture, $"SKU {number:000}/ä");
        Account(state => state.Available[sku] = shown);
        return (sku, "");
    }

    public override long? Shown(string listingId) => Account(state => state.Available.TryGetValue(listingId, out var units) ? units : (long?)null);

    public override IReadOnlyList<StockReported> Echoes() =>
        [.. Commerce.Read(creators => creators[0].Echo(TimeProvider.System.GetUtcNow())).SelectMany(o => Reports(AmazonSamples.Offline(), o.Webhook))];

    protected override Task AnswerThrottledAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RateLimit-Limit"] = "0.5";
        return AmazonErrors.QuotaExceeded.ExecuteAsync(context);
    }

    /// <summary>Amazon's own sample of a refusal, which is a success to HTTP.</summary>
    protected override async Task<bool> AnswerFailingAsync(HttpContext context, string failing)
    {
        if (context.Request.Method != HttpMethods.Patch || !context.Request.Path.Value!.EndsWith(failing.Replace("/", "%2F", StringComparison.Ordinal), StringComparison.Ordinal)) return false;
        var invalid = JsonNode.Parse(Samples.Read("amazon-api/patchListingsItem.invalid.response.json"))!;
        invalid["sku"] = failing;
        await context.Response.WriteAsJsonAsync(invalid);
        return true;
    }

    protected override Dictionary<string, string> Settings(string address) =>
        new() { ["sellerId"] = "A3TH9S8BH6GOGM", ["marketplaceIds"] = AmazonStock.DefaultMarketplace, ["apiBaseUrl"] = address };

    protected override void AddAdapter(IServiceCollection services)
    {
        services.AddAmazon();
        services.AddHttpClient(SellingPartnerApi.Client).ConfigureHttpClient(http => http.Timeout = Hasty);
    }

    protected override void AddPlatform(IServiceCollection services)
    {
        base.AddPlatform(services);
        services.AddSingleton<CallLimits>().AddSingleton<AmazonFeeds>();
    }

    protected override void MapPlatform(WebApplication platform) => platform.MapAmazon();

    private T Account<T>(Func<AmazonState, T> use) => Commerce.Read(creators => use(creators[0].State.Amazon!));
}
