using System.Net;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class Browsers(Browsers.WithPage gateway) : IClassFixture<Browsers.WithPage>
{
    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://evil.example", false)]
    public async Task Only_listed_origins_may_read_answers(string origin, bool allowed)
    {
        using var preflight = await gateway.SendAsync(HttpMethod.Options, "/api/v1/inventory", null, null,
            ("Origin", origin), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization,last-event-id"));
        using var answer = await gateway.GetAsync("/api/v1/inventory", GatewayUnderTest.OwnersKey, ("Origin", origin));
        using var refusal = await gateway.GetAsync("/api/v1/inventory", null, ("Origin", origin));
        foreach (var response in new[] { preflight, answer, refusal })
            Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/inventory/TEE-RED")]
    [InlineData("/orders?status=created")]
    public async Task Every_address_of_the_page_answers_with_the_page(string target)
    {
        using var answer = await gateway.GetAsync(target);
        Assert.Equal("<html>the page</html>", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_good_and_others_asked_for_again()
    {
        using var hashed = await gateway.GetAsync("/assets/app-1a2b3c.js");
        using var worker = await gateway.GetAsync("/sw.js");
        using var missing = await gateway.GetAsync("/assets/gone-1a2b3c.js");
        Assert.Contains("immutable", hashed.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", worker.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_stream_is_passed_on_as_it_comes()
    {
        using var answer = await gateway.GetAsync("/api/v1/stream", GatewayUnderTest.OwnersKey);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("id: 1", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
        gateway.Upstream.GoOn();
        Assert.Contains("id: 2", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>With a built page.</summary>
    public sealed class WithPage : GatewayUnderTest
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-page-");

        protected override Dictionary<string, string> Settings
        {
            get
            {
                folder.CreateSubdirectory("assets");
                File.WriteAllText(Path.Combine(folder.FullName, "index.html"), "<html>the page</html>");
                File.WriteAllText(Path.Combine(folder.FullName, "sw.js"), "// worker");
                File.WriteAllText(Path.Combine(folder.FullName, "assets", "app-1a2b3c.js"), "// app");
                return new() { ["Dashboard__StaticFiles"] = folder.FullName };
            }
        }
    }
}
