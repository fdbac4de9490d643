using System.Globalization;
using System.Text;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Benchmarks.Reach;

/// <summary>Tells Ingest of a shop's stock as Shopify does: a signed webhook, its time in whole seconds.</summary>
internal sealed class ShopifySender(Uri ingest) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = ingest, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The shop shows it, and its webhook is posted.</summary>
    /// <returns>The moment before it was posted.</returns>
    public async Task<DateTimeOffset> ChangeAsync(PlayedConnection shop, int article, long quantity)
    {
        shop.Put(article, quantity);
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"inventory_item_id":{{shop.Listing(article)}},"location_id":{{shop.Location}},"available":{{quantity}},"updated_at":"{{ShopTime.Of(TimeProvider.System.GetUtcNow())}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.Account.WebhookPath) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Shopify-Topic", "inventory_levels/update");
        request.Headers.Add("X-Shopify-Webhook-Id", Guid.CreateVersion7().ToString());
        request.Headers.Add("X-Shopify-Shop-Domain", "benchmark.myshopify.com");
        request.Headers.Add("X-Shopify-API-Version", "2026-04");
        request.Headers.Add(ShopifySignature.Header, ShopifySignature.Of(shop.Account.Secret, Encoding.UTF8.GetBytes(body)));
        var posted = TimeProvider.System.GetUtcNow();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return posted;
    }

    public void Dispose() => http.Dispose();
}
