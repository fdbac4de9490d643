using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using CreatorFlow.Gateway.Routes;

namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>The dashboard hosted elsewhere (docs/hosting.md): it asks across origins, with a token and without cookies.</summary>
public sealed class A_page_of_another_origin(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private const string Hosted = "https://shop.example";

    [Theory]
    [InlineData("/api/v1/stream", "GET", "authorization,last-event-id")]
    [InlineData("/api/v1/mutations", "POST", "authorization,content-type")]
    [InlineData("/api/v1/settings/conflicts", "PUT", "authorization,content-type,idempotency-key,if-match")]
    [InlineData("/api/v1/keys/1", "DELETE", "authorization")]
    [InlineData("/api/v1/import/inventory.csv", "POST", "authorization,content-type,idempotency-key")]
    [InlineData("/api/v1/sign-in", "POST", "content-type")]
    [InlineData("/api/v1/sign-in/refresh", "POST", "content-type")]
    [InlineData("/api/v1/shared/a-token", "GET", "x-api-key")]
    public async Task Its_preflights_are_answered_without_a_key(string target, string method, string headers)
    {
        using var preflight = await gateway.SendAsync(HttpMethod.Options, target, null, null,
            ("Origin", Hosted), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(Hosted, Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Contains(method, Header(preflight, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        var allowed = Header(preflight, "Access-Control-Allow-Headers")!.Split(',');
        Assert.All(headers.Split(','), header => Assert.Contains(header, allowed, StringComparer.OrdinalIgnoreCase));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("https://evil-shop.example")]
    [InlineData("https://sub.shop.example")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example:8443")]
    [InlineData("null")]
    public async Task An_origin_that_only_resembles_a_listed_one_may_read_nothing(string origin)
    {
        using var answer = await gateway.GetAsync("/api/v1/inventory", GatewayUnderTest.OwnersKey, ("Origin", origin));
        using var preflight = await gateway.SendAsync(HttpMethod.Options, "/api/v1/inventory", null, null, ("Origin", origin), ("Access-Control-Request-Method", "GET"));
        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
        Assert.Null(Header(preflight, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Its_live_stream_is_open_to_it_alone()
    {
        using var stream = await gateway.GetAsync("/api/v1/stream", GatewayUnderTest.OwnersKey, ("Origin", Hosted), ("Last-Event-ID", "7"));
        Assert.Equal(Hosted, Header(stream, "Access-Control-Allow-Origin"));
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        Assert.False(stream.Headers.Contains("Access-Control-Allow-Credentials"));
        // A cache must not give one origin's answer to another.
        Assert.Contains("Origin", stream.Headers.Vary);
        gateway.Upstream.GoOn();
    }

    [Fact]
    public async Task It_can_read_why_it_was_refused()
    {
        using var refused = await gateway.SendAsync(HttpMethod.Post, "/api/v1/sign-in", null, JsonContent.Create(new { key = "cf_wrong" }), ("Origin", Hosted));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(Hosted, Header(refused, "Access-Control-Allow-Origin"));
        Assert.Contains("Retry-After", Header(refused, "Access-Control-Expose-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.example.com")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/page")]
    [InlineData("https://user:word@shop.example")]
    [InlineData("https://shop.example:443")]
    [InlineData("shop.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("file:///page")]
    public void Only_exact_origins_are_taken_at_the_start(string origin)
    {
        var options = new OriginOptions { AllowedOrigins = [Hosted, origin] };
        var found = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(options, new(options), found, validateAllProperties: true));
        Assert.Contains($"'{origin}'", Assert.Single(found).ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("https://shop.example:8443")]
    [InlineData("http://localhost:5173")]
    public void An_exact_origin_is_taken(string origin)
    {
        var options = new OriginOptions { AllowedOrigins = [origin] };
        Assert.True(Validator.TryValidateObject(options, new(options), null, validateAllProperties: true));
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
