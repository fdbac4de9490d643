using System.Net;
using CreatorFlow.Gateway;
using CreatorFlow.Testing.Platform;

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
        Assert.Contains("; connect-src 'self' http://localhost:3001 ws://localhost:3001; ", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_sku_with_a_dot_is_an_address_of_the_page_for_a_browser_and_a_missing_file_for_others()
    {
        using var navigation = await gateway.GetAsync("/inventory/TEE-RED.XL", null, ("Accept", "text/html,*/*;q=0.8"));
        Assert.Equal("<html>the page</html>", await navigation.Content.ReadAsStringAsync());
        Assert.Equal((404, "route.not_found"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/missing.js", null, ("Accept", "*/*"))));
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%5c..%5csecret.txt")]
    [InlineData("/.hidden.js")]
    public async Task Files_beside_the_page_stay_hidden(string target)
    {
        using var answer = await gateway.GetAsync(target, null, ("Accept", "text/html"));
        Assert.DoesNotContain("secret!", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflights_are_told_only_what_the_api_takes()
    {
        using var preflight = await gateway.SendAsync(HttpMethod.Options, "/api/v1/mutations", null, null, ("Origin", "https://shop.example"),
            ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "idempotency-key,x-anything"));
        var allowed = string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Headers"));
        Assert.Contains("Idempotency-Key", allowed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("x-anything", allowed, StringComparison.OrdinalIgnoreCase);
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

    [Fact]
    public async Task The_page_may_ask_the_agent_where_pages_are_told_that_it_is()
    {
        await using var elsewhere = await RunningService.StartAsync(typeof(GatewayModule), new(gateway.Environment) { ["Sessions__AgentUrl"] = "http://localhost:24001" });
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(elsewhere.Address));
        Assert.Contains("; connect-src 'self' http://localhost:24001 ws://localhost:24001; ", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    /// <summary>With a built page.</summary>
    public sealed class WithPage : GatewayUnderTest
    {
        private readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("creatorflow-page-");

        protected override Dictionary<string, string> Settings
        {
            get
            {
                var folder = outside.CreateSubdirectory("dist");
                folder.CreateSubdirectory("assets");
                File.WriteAllText(Path.Combine(outside.FullName, "secret.txt"), "secret!");
                File.WriteAllText(Path.Combine(folder.FullName, ".hidden.js"), "secret!");
                File.WriteAllText(Path.Combine(folder.FullName, "index.html"), "<html>the page</html>");
                File.WriteAllText(Path.Combine(folder.FullName, "sw.js"), "// worker");
                File.WriteAllText(Path.Combine(folder.FullName, "assets", "app-1a2b3c.js"), "// app");
                return new() { ["Dashboard__StaticFiles"] = folder.FullName };
            }
        }
    }
}
