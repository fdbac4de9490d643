using System.Net;
using System.Text.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class When_a_service_is_away : GatewayUnderTest
{
    protected override Dictionary<string, string> Settings =>
        new() { ["ReverseProxy__Clusters__dashboard__HttpRequest__ActivityTimeout"] = "00:00:00.500" };

    [Fact]
    public async Task Webhooks_and_the_api_are_told_to_come_again()
    {
        await Upstream.DisposeAsync();
        using var webhook = await SendAsync(HttpMethod.Post, "/webhooks/shopify/c1", null, new StringContent("{}"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, webhook.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), webhook.Headers.RetryAfter?.Delta);
        Assert.Contains("upstream.unavailable", await webhook.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((503, "upstream.unavailable"), await RefusalAsync(GetAsync("/api/v1/me", "cf_unknown_to_the_gateway_as_yet_0123456789")));
    }

    [Fact]
    public async Task Readiness_names_the_one_that_is_not()
    {
        Upstream.Ready = false;
        await Eventually.Async(async () =>
        {
            using var answer = await GetAsync("/health/ready");
            using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable && report.RootElement.GetProperty("checks").GetProperty("dashboard").GetString() == "not_ready";
        });
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_service_that_stays_silent_is_given_up() =>
        Assert.Equal((504, "upstream.timeout"), await RefusalAsync(GetAsync("/api/v1/silent", OwnersKey)));

    [Fact]
    public async Task A_refusal_of_the_service_passes_as_it_is() =>
        Assert.Equal((410, "its.own"), await RefusalAsync(GetAsync("/api/v1/gone", OwnersKey)));
}
