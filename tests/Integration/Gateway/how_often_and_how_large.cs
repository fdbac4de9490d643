using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class How_often_and_how_large(How_often_and_how_large.Strict gateway) : IClassFixture<How_often_and_how_large.Strict>
{
    private const int Limit = 1_048_576;

    [Fact]
    public async Task A_webhook_of_the_largest_size_passes_untouched()
    {
        var body = new string('x', Limit);
        Assert.Equal(body, (await GatewayUnderTest.ForwardedAsync(gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/large", null, new StringContent(body)))).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_larger_one_is_refused_whether_its_size_is_told_or_not(bool chunked)
    {
        var request = new StringContent(new string('x', Limit + 1));
        if (chunked) request.Headers.ContentLength = null;
        (string, string)[] headers = chunked ? [("Transfer-Encoding", "chunked")] : [];
        Assert.Equal((413, "body.too_large"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/larger", null, request, headers)));
    }

    [Fact]
    public async Task A_much_larger_one_is_read_away_so_that_its_sender_gets_the_answer()
    {
        var body = new ByteArrayContent(new byte[12 * Limit]);
        Assert.Equal((413, "body.too_large"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/larger", null, body)));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_waits_and_others_do_not()
    {
        using var refused = await UntilRefusedAsync(() => gateway.GetAsync("/api/v1/me", GatewayUnderTest.OwnersKey));
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("rate.limited", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", GatewayUnderTest.ReadersKey));
    }

    [Fact]
    public async Task A_connection_that_is_flooded_waits_and_others_do_not()
    {
        using var refused = await UntilRefusedAsync(() => gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/flooded"));
        Assert.NotNull(refused.Headers.RetryAfter);
        await GatewayUnderTest.ForwardedAsync(gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/quiet"));
    }

    [Fact]
    public async Task A_flood_of_forged_webhooks_leaves_room_for_the_genuine_sender()
    {
        using var stranger = From(IPAddress.Parse("127.0.0.2"));
        for (var sent = 0; sent < 60; sent++) (await SendAsync(stranger, forged: true)).Dispose();
        using (var refused = await UntilRefusedAsync(() => SendAsync(stranger, forged: true))) Assert.Contains("rate.limited", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var genuine = From(IPAddress.Loopback);
        for (var sent = 0; sent < 8; sent++) Assert.Equal(200, await GatewayUnderTest.StatusAsync(SendAsync(genuine, forged: false)));
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_down_but_known_keys_still_open()
    {
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", GatewayUnderTest.ReadersKey));
        var guess = 0;
        using var refused = await UntilRefusedAsync(() => gateway.GetAsync("/api/v1/me", $"cf_guess_{guess++:00000000000000000000000000000000}"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("auth.too_many_failures", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", GatewayUnderTest.ReadersKey));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient from, bool forged)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new(gateway.Gateway.Address), "/webhooks/standard/attacked"));
        if (forged) request.Headers.Add(UpstreamService.Forged, "1");
        return await from.SendAsync(request);
    }

    private static HttpClient From(IPAddress address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private static async Task<HttpResponseMessage> UntilRefusedAsync(Func<Task<HttpResponseMessage>> send)
    {
        for (var sent = 0; sent < 200; sent++)
        {
            var answer = await send();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
            answer.Dispose();
        }
        throw new InvalidOperationException("200 requests at once and none refused.");
    }

    /// <summary>Twenty at once, ten a second.</summary>
    public sealed class Strict : GatewayUnderTest
    {
        protected override Dictionary<string, string> Settings => new()
        {
            ["Limits__ApiPerKey"] = "10",
            ["Limits__WebhooksPerConnection"] = "10",
            ["Limits__ForgedWebhooksPerMinute"] = "5",
            ["ApiKeys__WrongKeysPerMinute"] = "10",
        };
    }
}
