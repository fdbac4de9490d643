using System.Text;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Sending;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Tests.Unit.Simulator;

/// <summary>Vectors published by the platforms or their own test suites.</summary>
public sealed class Signing
{
    private static readonly Uri Gateway = new("http://gateway.example");

    [Theory]
    [InlineData("test_secret_key", """{"foo": "bar"}""", "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=")]
    [InlineData("some-secret", "Bf", "3X6clrsy+C8mmzR/MeTh6b/EcLr46WLZaU+24GrPXOM=")]
    public void Shopify_deliveries(string secret, string body, string signature) =>
        Assert.Equal(signature, ShopifySignature.Of(secret, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void TikTok_deliveries() => Assert.Equal(
        "5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05",
        TikTokSignature.OfWebhook("abcdef", "123",
            """{"type":1,"tts_notification_id":"7380066284010030890","shop_id":"7495540735365777507","timestamp":1718305585,"data":{"is_on_hold_order":true,"order_id":"576653688135258178","order_status":"UNPAID","update_time":1718305585}}"""));

    [Fact]
    public void TikTok_requests() => Assert.Equal(
        "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8",
        TikTokSignature.OfRequest("e59af819cc", "/authorization/202309/shops", [new("timestamp", "1623812664"), new("app_key", "29a39d")]));

    [Fact]
    public void Standard_webhooks() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Fact]
    public async Task What_is_posted_carries_the_signature_of_exactly_its_bytes()
    {
        var creator = Play.Creator();
        foreach (var webhook in Play.New().Run(100))
        {
            using var request = SignedRequest.Of(webhook, Connection(creator, webhook), Gateway, Play.Opening);
            var body = await request.Content!.ReadAsStringAsync();
            Assert.Equal(webhook.Body, body);
            Assert.Equal(Expected(webhook, body), request.Headers.GetValues(HeaderOf(webhook)).Single());
        }
    }

    [Fact]
    public void An_attempt_at_another_time_is_signed_anew_but_keeps_its_id()
    {
        var webhook = Play.New().Run(1).First(w => w.ConnectionId == "demo-1-standard");
        using var first = SignedRequest.Of(webhook, Connection(Play.Creator(), webhook), Gateway, Play.Opening);
        using var second = SignedRequest.Of(webhook, Connection(Play.Creator(), webhook), Gateway, Play.Opening.AddMinutes(1));

        Assert.Equal(first.Headers.GetValues("webhook-id"), second.Headers.GetValues("webhook-id"));
        Assert.NotEqual(first.Headers.GetValues("webhook-signature"), second.Headers.GetValues("webhook-signature"));
    }

    [Fact]
    public void The_api_takes_what_the_adapter_signs_and_nothing_else()
    {
        var connection = Play.Creator().Of("tiktok")!;
        var query = new Dictionary<string, string>
        {
            ["app_key"] = connection.AppKey!,
            ["ids"] = "1",
            ["shop_cipher"] = "c",
            ["timestamp"] = $"{Play.Opening.ToUnixTimeSeconds()}",
        };
        query["sign"] = RequestSignature.Of(connection.Secret, OrderDetailClient.Path, query, "{}");
        var request = new ApiRequest(OrderDetailClient.Path, query, "token", "{}");

        Assert.Null(ApiRefusal.Of(connection, request, Play.Opening));
        Assert.Equal(106001, ApiRefusal.Of(connection, request with { Query = new Dictionary<string, string>(query) { ["ids"] = "2" } }, Play.Opening)!.Code);
        Assert.Equal(106001, ApiRefusal.Of(connection, request with { Body = "{ }" }, Play.Opening)!.Code);
        Assert.Equal(106001, ApiRefusal.Of(null, request, Play.Opening)!.Code);
        Assert.Equal(105002, ApiRefusal.Of(connection, request with { Token = "" }, Play.Opening)!.Code);
        Assert.Equal(105002, ApiRefusal.Of(connection with { AccessToken = "other" }, request, Play.Opening)!.Code);
        Assert.Equal(36009004, ApiRefusal.Of(connection, request, Play.Opening.AddSeconds(301))!.Code);
        Assert.Equal(36009004, ApiRefusal.Of(connection, request, Play.Opening.AddSeconds(-31))!.Code);
    }

    private static SimulatedConnection Connection(SimulatedCreatorSettings creator, Webhook webhook) =>
        creator.Connections.Single(c => c.ConnectionId == webhook.ConnectionId);

    private static string HeaderOf(Webhook webhook) => webhook.ConnectionId switch
    {
        "demo-1-shopify" => ShopifySignature.Header,
        "demo-1-tiktok" => "Authorization",
        _ => StandardSignature.Header,
    };

    private static string Expected(Webhook webhook, string body) => webhook.ConnectionId switch
    {
        "demo-1-shopify" => ShopifySignature.Of("secret", Encoding.UTF8.GetBytes(body)),
        "demo-1-tiktok" => TikTokSignature.OfWebhook("demo-1-key", "secret", body),
        _ => StandardSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", webhook.Headers["webhook-id"], Play.Opening.ToUnixTimeSeconds(), body),
    };
}
