using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Gateway;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class Signing_in(Signing_in.Forgetful gateway) : IClassFixture<Signing_in.Forgetful>
{
    private const string SignIn = "/api/v1/sign-in";
    private const string Refresh = "/api/v1/sign-in/refresh";

    [Theory]
    [InlineData("X-API-Key")]
    [InlineData("Authorization")]
    [InlineData("body")]
    public async Task A_key_is_exchanged_for_a_token_that_opens_what_the_key_does(string place)
    {
        var tokens = await SignInAsync(GatewayUnderTest.ReadersKey, place);
        Assert.Equal("Bearer", tokens.GetProperty("tokenType").GetString());
        var arrival = await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/inventory", Access(tokens)));
        Assert.Equal(("creator-b", "key-reader", "read"), (arrival.Headers["X-CreatorFlow-Creator"], arrival.Headers["X-CreatorFlow-Key"], arrival.Headers["X-CreatorFlow-Scopes"]));
        Assert.DoesNotContain("Authorization", arrival.Headers.Keys);
        Assert.Equal((403, "access.read_only"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, "/api/v1/mutations", Access(tokens))));
    }

    [Fact]
    public async Task A_refresh_token_brings_new_ones_and_opens_nothing_itself()
    {
        var tokens = await SignInAsync(GatewayUnderTest.OwnersKey);
        var again = await ReadAsync(gateway.SendAsync(HttpMethod.Post, Refresh, null, JsonContent.Create(new { refreshToken = Renewal(tokens) })));
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", Access(again)));
        Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/api/v1/me", Renewal(tokens))));
        Assert.Equal((401, "auth.invalid"), await RefusedRefreshAsync(Access(tokens)));
    }

    [Fact]
    public async Task A_revoked_key_ends_its_tokens_and_gets_no_more()
    {
        const string key = "cf_revoked_0123456789abcdef0123456789abcd";
        gateway.Upstream.Know(key, "key-revoked", "creator-d", "staff");
        var tokens = await SignInAsync(key);
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", Access(tokens)));
        gateway.Upstream.Revoke(key);
        await Eventually.Async(async () => await GatewayUnderTest.StatusAsync(gateway.GetAsync("/api/v1/me", Access(tokens))) == 401);
        Assert.Equal((401, "auth.invalid"), await RefusedRefreshAsync(Renewal(tokens)));
        await Eventually.Async(async () => await GatewayUnderTest.StatusAsync(gateway.SendAsync(HttpMethod.Post, SignIn, key)) == 401);
    }

    [Fact]
    public async Task An_expired_key_is_not_remembered_beyond_its_end()
    {
        const string key = "cf_ending_0123456789abcdef0123456789abcdef";
        gateway.Upstream.Know(key, "key-ending", "creator-e", "staff");
        var (hash, known) = gateway.Upstream.Keys.Single(k => k.Value.Id == "key-ending");
        gateway.Upstream.Keys[hash] = known with { ExpiresAt = DateTimeOffset.UtcNow.AddMilliseconds(-1) };
        await GatewayUnderTest.ForwardedAsync(gateway.GetAsync("/api/v1/me", key));
        gateway.Upstream.Revoke(key);
        Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/api/v1/me", key)));
    }

    [Fact]
    public async Task Every_replica_takes_a_token_of_another()
    {
        var tokens = await SignInAsync(GatewayUnderTest.OwnersKey);
        await using var replica = await RunningService.StartAsync(typeof(GatewayModule), gateway.Environment);
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {Access(tokens)}" } } };
        using var answer = await http.GetAsync(new Uri($"{replica.Address}/api/v1/me"));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Neither_a_missing_nor_a_wrong_nor_an_unreadable_key_signs_in()
    {
        Assert.Equal((401, "auth.missing"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, SignIn)));
        Assert.Equal((401, "auth.missing"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, SignIn, null, JsonContent.Create(new { other = 1 }))));
        Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, SignIn, null, JsonContent.Create(new { key = "cf_nobodys" }))));
        Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, SignIn, null, JsonContent.Create(new { key = "not ours" }))));
        foreach (var body in new[] { "{", "[]", """{"key":7}""", $$"""{"key":"{{new string('k', 20_000)}}"}""" })
            Assert.Equal((400, "request.invalid"), await GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, SignIn, null, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))));
        Assert.Equal((401, "auth.invalid"), await RefusedRefreshAsync("nonsense"));
    }

    [Fact]
    public async Task What_a_token_is_changed_into_is_refused()
    {
        var token = Access(await SignInAsync(GatewayUnderTest.OwnersKey));
        foreach (var place in new[] { 0, token.Length / 2, token.Length - 2 })
        {
            var changed = token.ToCharArray();
            changed[place] = changed[place] == 'A' ? 'B' : 'A';
            Assert.Equal((401, "auth.invalid"), await GatewayUnderTest.RefusalAsync(gateway.GetAsync("/api/v1/me", new string(changed))));
        }
    }

    private async Task<JsonElement> SignInAsync(string key, string place = "X-API-Key")
    {
        using var answer = place == "body"
            ? await gateway.SendAsync(HttpMethod.Post, SignIn, null, JsonContent.Create(new { key }))
            : await gateway.SendAsync(HttpMethod.Post, SignIn, null, null, (place, place == "Authorization" ? $"Bearer {key}" : key));
        Assert.True(answer.Headers.CacheControl?.NoStore, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<(int Status, string? Code)> RefusedRefreshAsync(string token) =>
        GatewayUnderTest.RefusalAsync(gateway.SendAsync(HttpMethod.Post, Refresh, null, JsonContent.Create(new { refreshToken = token })));

    private static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Access(JsonElement tokens) => tokens.GetProperty("accessToken").GetString()!;

    private static string Renewal(JsonElement tokens) => tokens.GetProperty("refreshToken").GetString()!;

    /// <summary>Forgets what it knows of a key soon.</summary>
    public sealed class Forgetful : GatewayUnderTest
    {
        protected override Dictionary<string, string> Settings => new()
        {
            ["ApiKeys__Remember"] = "00:00:00.300", ["ApiKeys__RememberUnknown"] = "00:00:00.050", ["ApiKeys__WrongKeysPerMinute"] = "1000", ["Limits__OpenPerAddress"] = "1000",
        };
    }
}

public sealed class Signed_in_for_a_moment : GatewayUnderTest
{
    protected override Dictionary<string, string> Settings => new() { ["Tokens__Access"] = "00:00:01", ["Limits__OpenPerAddress"] = "10", ["ApiKeys__WrongKeysPerMinute"] = "10" };

    [Fact]
    public async Task A_token_whose_time_is_over_says_so_and_is_no_wrong_guess()
    {
        using var signed = await SendAsync(HttpMethod.Post, "/api/v1/sign-in", OwnersKey);
        var token = (await signed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        await Eventually.Async(async () => await StatusAsync(GetAsync("/api/v1/me", token)) == 401);
        for (var i = 0; i < 20; i++) Assert.Equal((401, "auth.expired"), await RefusalAsync(GetAsync("/api/v1/me", token)));
    }

    [Fact]
    public async Task Wrong_keys_are_not_guessed_here_either()
    {
        var codes = new HashSet<string?>();
        for (var i = 0; i < 40; i++) codes.Add((await RefusalAsync(SendAsync(HttpMethod.Post, "/api/v1/sign-in", $"cf_guess_{i:00000000000000000000000000000000}"))).Code);
        Assert.Contains("auth.too_many_failures", codes);
    }

    [Fact]
    public async Task Share_links_need_no_key_and_are_limited_by_sender()
    {
        var arrival = await ForwardedAsync(GetAsync("/api/v1/shared/token-0123", null, ("X-CreatorFlow-Creator", "creator-a"), ("X-API-Key", OwnersKey)));
        Assert.Equal("/api/v1/shared/token-0123", arrival.Target);
        Assert.Equal(Token, arrival.Headers["X-Internal-Token"]);
        Assert.DoesNotContain(arrival.Headers, h => h.Key.StartsWith("X-CreatorFlow-", StringComparison.OrdinalIgnoreCase) || h.Value.Contains("cf_", StringComparison.Ordinal));
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++) statuses.Add(await StatusAsync(GetAsync("/api/v1/shared/token-0123")));
        Assert.Contains(429, statuses);
        foreach (var target in new[] { "/api/v1/shared", "/api/v1/shared/a/b", "/api/v1/shared/../keys" })
            Assert.Equal((401, "auth.missing"), await RefusalAsync(GetAsync(target)));
        Assert.Equal((401, "auth.missing"), await RefusalAsync(SendAsync(HttpMethod.Post, "/api/v1/shared/token-0123")));
    }
}
