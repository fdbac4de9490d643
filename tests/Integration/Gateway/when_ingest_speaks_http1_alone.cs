namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class When_ingest_speaks_http1_alone : GatewayUnderTest
{
    protected override Dictionary<string, string> Settings => new() { ["Services__IngestHttp2"] = null! };

    [Fact]
    public async Task Webhooks_reach_it_all_the_same()
    {
        var arrival = await ForwardedAsync(SendAsync(HttpMethod.Post, "/webhooks/shopify/c1", null, new StringContent("{}")));
        Assert.Equal(("{}", "HTTP/1.1"), (arrival.Body, arrival.Protocol));
    }
}
