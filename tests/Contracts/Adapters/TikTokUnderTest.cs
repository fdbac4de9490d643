using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.TikTok;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>TikTok Shop as the simulator plays it: signed requests, every warehouse named, errors of single SKUs inside a success.</summary>
internal sealed class TikTokUnderTest : SimulatedUnderTest
{
    /// <summary>TikTok states none; its guide asks for a second and doubles it (rate limits, May 2026).</summary>
    public override TimeSpan StatedWait => TimeSpan.FromSeconds(1);

    protected override string Platform => Platforms.TikTok;

    /// <summary>Three pages of products.</summary>
    protected override int Skus => 360;

    public override (string ListingId, string Location) MakeListing(int number, long shown) => Shop((state, shelves) =>
    {
        var article = Article(shelves, number - 1);
        shelves.Set(article, state.WarehouseId, shown);
        return (shelves.SkuId(article), state.WarehouseId);
    });

    public override long? Shown(string listingId) => Shop((_, shelves) => shelves.Find(listingId) is { } article ? shelves.Stock(article)[0].Available : (long?)null);

    /// <summary>An auction locks the SKU: its error stands inside a success that takes the others.</summary>
    public override void Fail(string listingId) => Shop((state, shelves) => state.Locked.Add(shelves.Find(listingId)!.Sku));

    protected override Task AnswerThrottledAsync(HttpContext context) => ApiResult.Refused(ApiRefusal.TooManyRequests).ExecuteAsync(context);

    protected override Dictionary<string, string> Settings(string address) => new() { ["appKey"] = "29a39d", ["shopCipher"] = "GCP_cipher", ["apiBaseUrl"] = address };

    protected override void AddAdapter(IServiceCollection services)
    {
        services.AddTikTokChannel();
        services.AddHttpClient(TikTokApi.Client).ConfigureHttpClient(http => http.Timeout = Hasty);
    }

    protected override void AddPlatform(IServiceCollection services)
    {
        base.AddPlatform(services);
        services.AddSingleton<CallQuota>().AddSingleton<ShopDoor>();
    }

    protected override void MapPlatform(WebApplication platform) => platform.MapTikTokStock();

    private T Shop<T>(Func<TikTokState, TikTokShelves, T> use) => Commerce.Read(creators => use(creators[0].State.TikTok!, creators[0].TikTokShelves!));

    private static Article Article(TikTokShelves shelves, int index) => shelves.Products.SelectMany(p => p).First(a => a.Index == index);
}
