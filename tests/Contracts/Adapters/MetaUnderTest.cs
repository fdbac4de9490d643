using System.Globalization;
using CreatorFlow.Adapters.Meta;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Meta;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>Meta as the simulator plays it.</summary>
internal sealed class MetaUnderTest : ChannelUnderTest
{
    private const string CatalogueId = "1234567890123456789";

    public static readonly MetaOptions Hasty = new() { CallTimeoutMs = 3_000, FirstLookMs = 5, LongestLookMs = 20, PatienceMs = 3_000, PageSize = 50, BatchesPerMinute = 10_000, ReadsPerMinute = 10_000 };

    public MetaCatalogue Catalogue => Played.GetRequiredService<MetaCatalogues>().Open(CatalogueId, AccessToken);

    public override string Word => "meta";

    /// <summary>What its header says, in minutes.</summary>
    public override TimeSpan StatedWait => TimeSpan.FromMinutes(1);

    public override int Calls => Catalogue.Calls;

    protected override string Platform => Platforms.Instagram;

    public override (string ListingId, string Location) MakeListing(int number, long shown)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"SKU {number:000}/ä");
        Catalogue.Put(id, $"Product {number}", shown);
        return (id, "");
    }

    public override long? Shown(string listingId) => Catalogue.Find(listingId)?.Quantity;

    public override void Throttle(bool on) => Catalogue.Throttled = on ? int.MaxValue : 0;

    public override void Hang(bool on)
    {
        var held = Catalogue.Held;
        Catalogue.Held = on ? new() : null;
        held?.TrySetResult();
    }

    public override void Fail(string listingId) => Catalogue.Failing = listingId;

    protected override Dictionary<string, string> Settings(string address)
    {
        Catalogue.BatchTakes = TimeSpan.Zero;
        return new() { ["catalogId"] = CatalogueId, ["apiBaseUrl"] = address };
    }

    protected override void AddAdapter(IServiceCollection services)
    {
        services.AddMeta();
        services.RemoveAll<IConfigureOptions<MetaOptions>>();
        services.AddSingleton(Options.Create(Hasty));
    }

    protected override void AddPlatform(IServiceCollection services) => services.AddSingleton<MetaCatalogues>();

    protected override void MapPlatform(WebApplication platform) => platform.MapMeta();
}
