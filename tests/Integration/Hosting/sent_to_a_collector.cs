using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Hosting;

/// <summary>What the gateway sends to a collector by OTLP.</summary>
public sealed class Sent_to_a_collector : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string Header, string Body)> received = [];
    private readonly DirectoryInfo secrets = Directory.CreateTempSubdirectory("creatorflow-otlp-");
    private WebApplication collector = null!;
    private Collected gateway = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        collector = builder.Build();
        collector.MapPost("/v1/{signal}", TakeAsync);
        await collector.StartAsync();
        // A collector's password is a secret, and so in a file, as its address may be.
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "OTEL_EXPORTER_OTLP_ENDPOINT"), collector.Urls.First());
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "OTEL_EXPORTER_OTLP_HEADERS"), "x-collector=password");
        gateway = new Collected(new()
        {
            ["Secrets__Directory"] = secrets.FullName, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });
        await gateway.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await collector.DisposeAsync();
        secrets.Delete(recursive: true);
    }

    [Fact]
    public async Task Spans_and_metrics_come_with_the_headers_that_a_file_names_and_tell_nobodys_data()
    {
        using (await gateway.SendAsync(HttpMethod.Get, "/api/v1/strangers-words?q=strangers-question", headers: ("User-Agent", "strangers-browser"))) { }
        using (await gateway.SendAsync(HttpMethod.Get, "/api/v1/inventory?q=owners-question", GatewayUnderTest.OwnersKey, headers: ("User-Agent", "owners-browser"))) { }
        await Eventually.Async(() => Told("/v1/traces", "/api/v1/inventory") && Told("/v1/metrics", "http.server.request.duration"));
        await gateway.Upstream.DisposeAsync();
        using (await gateway.SendAsync(HttpMethod.Get, "/api/v1/inventory", GatewayUnderTest.OwnersKey)) { }
        await Eventually.Async(() => Told("/v1/traces", "error.type"));
        Assert.All(received, r => Assert.Equal("password", r.Header));
        foreach (var words in new[] { "strangers-words", "strangers-question", "strangers-browser", "owners-question", "owners-browser", "Connection refused", "exception." })
            Assert.DoesNotContain(received, r => r.Path == "/v1/traces" && r.Body.Contains(words, StringComparison.Ordinal));
    }

    private bool Told(string path, string words) => received.Any(r => r.Path == path && r.Body.Contains(words, StringComparison.Ordinal));

    /// <summary>Text stands in protocol buffers as it is.</summary>
    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        received.Enqueue((context.Request.Path, context.Request.Headers["x-collector"].ToString(), Encoding.Latin1.GetString(body.ToArray())));
    }

    private sealed class Collected(Dictionary<string, string> settings) : GatewayUnderTest
    {
        protected override Dictionary<string, string> Settings => settings;
    }
}
