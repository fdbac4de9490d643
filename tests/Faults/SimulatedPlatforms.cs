using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults;

/// <summary>What an order is to its platform; see the simulator's order book.</summary>
internal sealed record TrueOrder(string Platform, string Id, string State, long Units);

/// <summary>The simulator, commanded and asked for the truth.</summary>
internal sealed class SimulatedPlatforms(string address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(address) };

    public async Task SetRateAsync(decimal perSecond) => (await http.PutAsJsonAsync("simulator/rate", new { eventsPerSecond = perSecond })).EnsureSuccessStatusCode();

    public async Task TakeDownAsync(string platform) => (await http.PutAsync(new Uri($"simulator/outages/{platform}", UriKind.Relative), null)).EnsureSuccessStatusCode();

    public async Task BringUpAsync(string platform) => (await http.DeleteAsync(new Uri($"simulator/outages/{platform}", UriKind.Relative))).EnsureSuccessStatusCode();

    /// <summary>Every call is one too many, until it ends.</summary>
    public async Task ThrottleAsync(string platform) => (await http.PutAsync(new Uri($"simulator/throttling/{platform}", UriKind.Relative), null)).EnsureSuccessStatusCode();

    public async Task EndThrottlingAsync(string platform) => (await http.DeleteAsync(new Uri($"simulator/throttling/{platform}", UriKind.Relative))).EnsureSuccessStatusCode();

    /// <summary>A seller puts the catalogue up on Meta's pages.</summary>
    public async Task ListAsync(PlayedCreator creator, IEnumerable<string> skus)
    {
        foreach (var sku in skus)
            (await http.PutAsJsonAsync($"simulator/meta/{creator.Of(Platforms.Instagram).Settings["catalogId"]}/products/{sku}", new { Name = sku, Quantity = 25 })).EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> StateAsync() => await http.GetFromJsonAsync<JsonElement>("simulator/state");

    public async Task<IReadOnlyList<TrueOrder>> OrdersAsync(PlayedCreator creator) => (await http.GetFromJsonAsync<List<TrueOrder>>($"simulator/creators/{creator.Id}/orders"))!;

    /// <summary>What a channel's customers see: units by SKU and the channel's location, whose name is empty where its reports have none.</summary>
    public async Task<Dictionary<(string Sku, string Location), long>> StockAsync(PlayedCreator creator, PlayedChannel channel)
    {
        if (channel.Platform == Platforms.Instagram)
            return (await http.GetFromJsonAsync<Dictionary<string, long>>($"simulator/meta/{channel.Settings["catalogId"]}/products"))!.ToDictionary(p => (p.Key, ""), p => p.Value);
        var truth = (await StateAsync()).GetProperty("creators").EnumerateArray().Single(c => c.GetProperty("id").GetString() == creator.Id).GetProperty(channel.Platform);
        return channel.Platform == Platforms.Shopify
            ? truth.GetProperty("locations").EnumerateArray().SelectMany(l => Units(l, l.GetProperty("id").GetString()!)).ToDictionary()
            : Units(truth, "").ToDictionary();
    }

    public void Dispose() => http.Dispose();

    private static IEnumerable<KeyValuePair<(string, string), long>> Units(JsonElement from, string location) =>
        from.GetProperty("available").EnumerateObject().Select(u => KeyValuePair.Create((u.Name, location), u.Value.GetInt64()));
}
