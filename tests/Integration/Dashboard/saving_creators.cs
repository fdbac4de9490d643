using CreatorFlow.Testing.Platform;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Accounts.ApiKeys;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Saving_creators(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task Saving_twice_is_saving_once_and_its_keys_are_found()
    {
        var creator = api.NewCreator().Creator;
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.NoContent, await SaveAsync(creator, Body(creator)));
        using var found = await LookupAsync($"cf_key_of_{creator}");
        var key = await found.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(creator, key.GetProperty("creatorId").GetString());
        Assert.Equal(["owner"], key.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("Shop", (await api.ReadAsync(creator, "/api/v1/me")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_unknown_or_malformed_hash_is_no_key()
    {
        using var unknown = await LookupAsync("cf_nobody");
        using var malformed = await api.SendAsync(HttpMethod.Post, "/internal/keys/lookup", new { hash = "xyz" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, malformed.StatusCode));
    }

    [Fact]
    public async Task An_id_of_another_creator_is_taken()
    {
        var (first, second) = (api.NewCreator().Creator, api.NewCreator().Creator);
        await SaveAsync(first, Body(first));
        Assert.Equal(HttpStatusCode.Conflict, await SaveAsync(second, Body(first)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"x","connections":[{"id":"c","platform":"ebay","secret":"s"}]}""")]
    [InlineData("""{"name":"x","connections":[{"id":"c","platform":"shopify"}]}""")]
    [InlineData("""{"name":"x","connections":[null]}""")]
    [InlineData("""{"name":"x","connections":[{"platform":"shopify","secret":"s"}]}""")]
    [InlineData("""{"name":"x","apiKeys":[{"id":"k","scopes":["read"],"key":"short"}]}""")]
    [InlineData("""{"name":"x","apiKeys":[{"id":"k","scopes":["root"],"key":"cf_0123456789012345678901234567890123456789"}]}""")]
    [InlineData("""{"name":"x","apiKeys":[{"id":"k","key":"cf_0123456789012345678901234567890123456789"}]}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""not json""")]
    public async Task What_is_not_a_creator_is_refused(string body)
    {
        using var request = api.Request(HttpMethod.Put, "/internal/creators/refused", null);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_gateway_forwards_has_no_business_there()
    {
        using var answer = await api.SendAsync(HttpMethod.Put, "/internal/creators/x", Body("x"), creator: "someone");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static object Body(string creator) => new
    {
        name = "Shop",
        connections = new[] { new { id = $"{creator}-c", platform = "shopify", name = "Shop", secret = "s", settings = new { shopId = "1" } } },
        apiKeys = new[] { new { id = $"{creator}-k", name = "key", scopes = new[] { "owner" }, key = $"cf_key_of_{creator}" } },
    };

    private async Task<HttpStatusCode> SaveAsync(string creator, object body)
    {
        using var answer = await api.SendAsync(HttpMethod.Put, $"/internal/creators/{creator}", body);
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> LookupAsync(string key) =>
        api.SendAsync(HttpMethod.Post, "/internal/keys/lookup", new { hash = Convert.ToHexStringLower(ApiKey.Hash(key)) });
}
