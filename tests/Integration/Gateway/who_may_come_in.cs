using System.Net.Sockets;
using System.Text;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class Who_may_come_in(Who_may_come_in.Forgetful gateway) : IClassFixture<Who_may_come_in.Forgetful>
{
    [Fact]
    public async Task A_request_without_a_key_is_told_what_it_lacks()
    {
        using var answer = await gateway.GetAsync("/api/v1/inventory");
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal((401, "auth.missing"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/api/v1/inventory")));
    }

    [Theory]
    [InlineData("cf_0000000000000000000000000000000000000000")]
    [InlineData("not one of ours")]
    [InlineData("")]
    public async Task A_wrong_key_is_refused(string key) =>
        Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/api/v1/inventory", null, ("Authorization", $"Bearer {key}x"))));

    [Fact]
    public async Task Both_headers_carry_a_key()
    {
        var bearer = await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/inventory?limit=2", GatewayUnderTest.OwnersKey));
        var plain = await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/inventory", null, ("X-API-Key", GatewayUnderTest.ReadersKey)));
        Assert.Equal("/api/v1/inventory?limit=2", bearer.Target);
        Assert.Equal("creator-a", bearer.Headers["X-CreatorFlow-Creator"]);
        Assert.Equal("creator-b", plain.Headers["X-CreatorFlow-Creator"]);
        Assert.Equal("read", plain.Headers["X-CreatorFlow-Scopes"]);
        Assert.Equal("key-reader", plain.Headers["X-CreatorFlow-Key"]);
        Assert.Equal("Key of creator-b ä", Uri.UnescapeDataString(plain.Headers["X-CreatorFlow-Key-Name"]));
        Assert.Equal(GatewayUnderTest.Token, plain.Headers["X-Internal-Token"]);
    }

    [Fact]
    public async Task The_key_itself_goes_no_further()
    {
        var arrived = await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", GatewayUnderTest.OwnersKey, ("X-API-Key", GatewayUnderTest.OwnersKey)));
        Assert.DoesNotContain(arrived.Headers, h => h.Value.Contains("cf_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_may_only_read_cannot_write()
    {
        Assert.Equal((403, "access.read_only"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, "/api/v1/mutations", GatewayUnderTest.ReadersKey)));
        await GatewayUnderTest.ForwardedAsync(gateway.SendAsync(HttpMethod.Post, "/api/v1/mutations", GatewayUnderTest.OwnersKey));
    }

    [Fact]
    public async Task An_identity_that_a_caller_claims_is_taken_off()
    {
        (string, string)[] claims = [("X-CreatorFlow-Creator", "creator-z"), ("x-creatorflow-scopes", "owner ops"), ("X-CreatorFlow-Admin", "1"), ("X-CreatorFlow-Key-Name", "Somebody"), ("X-Internal-Token", "guess")];
        var api = await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", GatewayUnderTest.ReadersKey, claims));
        Assert.Equal("creator-b", api.Headers["X-CreatorFlow-Creator"]);
        Assert.Equal("read", api.Headers["X-CreatorFlow-Scopes"]);
        Assert.DoesNotContain("Somebody", api.Headers["X-CreatorFlow-Key-Name"], StringComparison.Ordinal);
        Assert.Equal(GatewayUnderTest.Token, api.Headers["X-Internal-Token"]);
        Assert.DoesNotContain("X-CreatorFlow-Admin", api.Headers.Keys);

        var webhook = await GatewayUnderTest.ForwardedAsync(gateway.SendAsync(HttpMethod.Post, "/webhooks/shopify/c1", null, new StringContent("{}"), claims));
        Assert.Equal("HTTP/2", webhook.Protocol);
        Assert.DoesNotContain(webhook.Headers.Keys, name => name.StartsWith("X-CreatorFlow-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Internal-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/internal/keys/lookup")]
    [InlineData("/internal/creators/x")]
    [InlineData("/api/../internal/keys/lookup")]
    [InlineData("/api/%2e%2e/internal/keys/lookup")]
    [InlineData("/webhooks/%2e%2e/internal/keys/lookup")]
    public async Task The_services_own_addresses_are_not_reachable(string target)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            Assert.Equal(404, (await GatewayUnderTest.RefusalAsync(gateway.SendAsync(method, target, GatewayUnderTest.OwnersKey))).Status);
    }

    [Theory]
    [InlineData("/api/v1/inventory/a%2Fb%252Fc%20d:e")]
    [InlineData("/api/v1/inventory/%C3%A9t%C3%A9/events?limit=5&q=a%2Bb")]
    [InlineData("/api/v1/inventory/a+b;c=d,%25")]
    public async Task A_path_reaches_the_service_as_it_was_sent(string target) =>
        Assert.Equal(target, (await GatewayUnderTest.ForwardedAsync(gateway.GetAsync(target, GatewayUnderTest.OwnersKey))).Target);

    [Fact]
    public async Task A_path_with_a_fragment_reaches_the_service_as_the_path_that_was_let_in() =>
        Assert.Equal("/api/v1/inventory%23/x", (await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/inventory#/x", GatewayUnderTest.OwnersKey))).Target);

    [Fact]
    public async Task A_tunnel_is_not_built()
    {
        var answer = await RawAsync($"CONNECT /api/v1/inventory HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer {GatewayUnderTest.OwnersKey}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"method.not_allowed\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_broken_chunks_is_told_that_it_could_not_be_read() => Assert.Contains("\"code\":\"request.invalid\"",
        await RawAsync("POST /webhooks/shopify/c1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task A_path_with_dot_segments_reaches_the_service_as_it_was_let_in() =>
        Assert.StartsWith("/api/v1/inventory", (await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/x/%2e%2e/v1/inventory", GatewayUnderTest.OwnersKey))).Target, StringComparison.Ordinal);

    [Fact]
    public async Task A_revoked_key_closes_once_it_is_forgotten()
    {
        const string key = "cf_short_lived_0123456789abcdef0123456789";
        gateway.Upstream.Know(key, "key-short", "creator-c", "owner");
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", key));
        gateway.Upstream.Revoke(key);
        await Eventually.Async(async () => (int)(await gateway.GetAsync("/api/v1/me", key)).StatusCode == 401);
    }

    /// <summary>Byte for byte: no client of .NET sends it.</summary>
    private async Task<string> RawAsync(string request)
    {
        var address = new Uri(gateway.Gateway.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var answer = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await answer.ReadToEndAsync();
    }

    /// <summary>Forgets what it knows of a key soon.</summary>
    public sealed class Forgetful : GatewayUnderTest
    {
        protected override Dictionary<string, string> Settings => new() { ["ApiKeys__Remember"] = "00:00:00.300", ["ApiKeys__WrongKeysPerMinute"] = "1000" };
    }
}
