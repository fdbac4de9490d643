using System.Net;
using System.Text.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class When_a_service_is_away : GatewayUnderTest
{
    [Fact]
    public async Task Webhooks_and_the_api_are_told_to_come_again()
    {
        await Upstream.DisposeAsync();
        using var webhook = await SendAsync(HttpMethod.Post, "/webhooks/shopify/c1", null, new StringContent("{}"));
        Assert.True(webhook.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(webhook.Headers.RetryAfter);
        Assert.Contains("upstream.unavailable", await webhook.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((503, "upstream.unavailable"), await RefusalAsync(GetAsync("/api/v1/me", "cf_unknown_to_the_gateway_as_yet_0123456789")));
    }

    [Fact]
    public async Task Readiness_names_the_one_that_is_not()
    {
        Upstream.Ready = false;
        await Eventually.Async(async () => (await GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);
        using var answer = await GetAsync("/health/ready");
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("not_ready", report.RootElement.GetProperty("checks").GetProperty("dashboard").GetString());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
    }
}
