using CreatorFlow.Adapters.Channels;
using System.Globalization;
using System.Net;
using CreatorFlow.Adapters.Orders;
using Microsoft.AspNetCore.WebUtilities;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Reads one order by <c>GET /order/202507/orders</c>: one call, no retry.</summary>
internal sealed class OrderDetailClient(HttpClient http, TimeProvider clock)
{
    public const string Path = "/order/202507/orders";

    public async Task<OrderAnswer> ReadAsync(TikTokAccount account, string orderId, CancellationToken cancellation)
    {
        using var request = Request(account, orderId);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return await AnswerAsync(response, orderId, cancellation);
        }
        catch (HttpRequestException)
        {
            return new OrderAnswer.Unavailable("tiktok.unreachable");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new OrderAnswer.Unavailable("tiktok.timeout");
        }
    }

    private HttpRequestMessage Request(TikTokAccount account, string orderId)
    {
        var query = new Dictionary<string, string?>
        {
            ["app_key"] = account.AppKey,
            ["ids"] = orderId,
            ["timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (account.ShopCipher is { } cipher) query["shop_cipher"] = cipher;
        query["sign"] = RequestSignature.Of(account.AppSecret, Path, query!);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(account.Api, QueryHelpers.AddQueryString(Path, query)));
        request.Headers.Add("x-tts-access-token", account.AccessToken);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private async Task<OrderAnswer> AnswerAsync(HttpResponseMessage response, string orderId, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
            return new OrderAnswer.Unavailable($"tiktok.http_{(int)response.StatusCode}", StatedWait.Of(response.Headers, clock.GetUtcNow()));
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return OrderEnvelope.Read(body, orderId, clock.GetUtcNow()) ?? new OrderAnswer.Refused($"tiktok.http_{(int)response.StatusCode}");
    }
}
