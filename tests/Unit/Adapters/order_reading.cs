using System.Net;
using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Contracts.Work;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Order_reading
{
    private static readonly Connection Shop = new()
    {
        Id = "shop",
        CreatorId = "creator",
        Platform = "tiktok",
        Name = "Shop",
        Settings = new Dictionary<string, string> { ["apiBaseUrl"] = "https://api.example", ["appKey"] = "key", ["shopCipher"] = "cipher" },
        Secrets = new() { Current = "secret", AccessToken = "token" },
        UpdatedAt = default,
    };

    [Fact]
    public async Task A_found_order_is_handed_over_byte_for_byte()
    {
        var answer = Assert.IsType<OrderAnswer.Found>(await ReadAsync(_ => Json(Encoding.UTF8.GetString(Sample.Response))));

        Assert.Equal(Sample.OrderId, OrderDetail.Read(answer.Json).Id);
        Assert.Contains(Encoding.UTF8.GetString(answer.Json), Encoding.UTF8.GetString(Sample.Response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_is_signed_and_carries_the_token()
    {
        HttpRequestMessage? sent = null;
        await ReadAsync(request => { sent = request; return Json("""{"code":106001}"""); });

        var query = QueryHelpers.ParseQuery(sent!.RequestUri!.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
        Assert.Equal(RequestSignature.Of("secret", OrderDetailClient.Path, query), query["sign"]);
        Assert.Equal((Sample.OrderId, "cipher"), (query["ids"], query["shop_cipher"]));
        Assert.Equal("token", Assert.Single(sent.Headers.GetValues("x-tts-access-token")));
    }

    [Theory]
    [InlineData("""{"code":36009002}""")]
    [InlineData("""{"code":36009003}""")]
    [InlineData("""{"code":36009007}""")]
    public async Task A_passing_trouble_is_asked_about_again(string trouble)
    {
        var asked = 0;
        var answer = await ReadAsync(_ => ++asked < 3 ? Json(trouble) : Json(Encoding.UTF8.GetString(Sample.Response)));

        Assert.IsType<OrderAnswer.Found>(answer);
        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "tiktok.http_429")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "tiktok.http_503")]
    public async Task A_trouble_that_stays_is_given_up_after_the_last_attempt(HttpStatusCode status, string code)
    {
        var asked = 0;
        var answer = await ReadAsync(_ => { asked++; return new HttpResponseMessage(status); });

        Assert.Equal(new OrderAnswer.Unavailable(code), answer);
        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task A_platform_that_cannot_be_reached_is_unavailable() =>
        Assert.IsType<OrderAnswer.Unavailable>(await ReadAsync(_ => throw new HttpRequestException()));

    [Theory]
    [InlineData("""{"code":105002,"message":"Expired credentials"}""", "tiktok.105002")]
    [InlineData("""{"code":106001,"message":"Invalid sign"}""", "tiktok.106001")]
    [InlineData("<html>", "tiktok.http_200")]
    public async Task What_asking_again_cannot_mend_is_refused_at_once(string body, string code)
    {
        var asked = 0;
        var answer = await ReadAsync(_ => { asked++; return Json(body); });

        Assert.Equal(new OrderAnswer.Refused(code), answer);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("""{"code":0,"data":{"orders":[]}}""")]
    [InlineData("""{"code":0,"data":{}}""")]
    [InlineData("""{"code":0,"data":{"orders":[{"id":"another"}]}}""")]
    public async Task An_order_the_platform_does_not_know_yet_is_asked_for_again(string body)
    {
        var asked = 0;
        var answer = await ReadAsync(_ => { asked++; return Json(body); });

        Assert.IsType<OrderAnswer.NotFound>(answer);
        Assert.Equal(4, asked);
    }

    private static async Task<OrderAnswer> ReadAsync(Func<HttpRequestMessage, HttpResponseMessage> platform)
    {
        using var http = new HttpClient(new Platform(platform));
        using var signals = new Signals("test");
        var options = Options.Create(new OrderFetchOptions { FirstDelayMs = 1, LongestDelayMs = 1, JitterMs = 0 });
        var work = new FetchOrder { CreatorId = "c", ConnectionId = "t", Platform = "tiktok", PlatformOrderId = Sample.OrderId, CausationId = "d" };
        return await new OrderReader(options, TimeProvider.System, signals)
            .ReadAsync(new TikTokOrders(new OrderDetailClient(http, TimeProvider.System), search: null!), Shop, work, CancellationToken.None);
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Platform(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
