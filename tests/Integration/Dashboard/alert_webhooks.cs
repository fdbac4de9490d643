using System.Net;
using System.Text.Json;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Alert_webhooks(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private const string Address = "https://93.184.215.14/hooks/1";
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task One_is_made_shown_rotated_paused_tested_and_deleted_and_every_change_is_recorded()
    {
        var creator = await NewCreatorAsync();
        var made = await JsonAsync(creator, HttpMethod.Post, "", new { name = " Ops room ", address = Address, kinds = new[] { "low_stock", "low_stock" } }, 201);
        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(made.GetProperty("secret").GetString()!["whsec_".Length..]).Length);
        var id = made.GetProperty("id").GetString()!;
        var shown = await OneAsync(creator);
        Assert.Equal(("Ops room", Address, "live", 1), (shown.GetProperty("name").GetString(), shown.GetProperty("address").GetString(), shown.GetProperty("status").GetString(), shown.GetProperty("kinds").GetArrayLength()));
        Assert.DoesNotContain("whsec_", shown.GetRawText(), StringComparison.Ordinal);

        var rotated = await JsonAsync(creator, HttpMethod.Post, $"/{id}/rotate", new { graceMinutes = 60, replaces = shown.GetProperty("secretId").GetString() }, 201);
        Assert.NotEqual(made.GetProperty("secret").GetString(), rotated.GetProperty("secret").GetString());
        Assert.Equal(JsonValueKind.String, (await OneAsync(creator)).GetProperty("previousUntil").ValueKind);
        Assert.Equal((409, "secret.rotated"), await RefusedAsync(creator, HttpMethod.Post, $"/{id}/rotate", new { replaces = shown.GetProperty("secretId").GetString() }));
        Assert.Equal((400, "grace.invalid"), await RefusedAsync(creator, HttpMethod.Post, $"/{id}/rotate", new { graceMinutes = -1 }));

        await JsonAsync(creator, HttpMethod.Post, $"/{id}/pause", null, 204);
        await JsonAsync(creator, HttpMethod.Post, $"/{id}/pause", null, 204);
        Assert.Equal("paused", (await OneAsync(creator)).GetProperty("status").GetString());
        await JsonAsync(creator, HttpMethod.Post, $"/{id}/resume", null, 204);
        Assert.Equal("live", (await OneAsync(creator)).GetProperty("status").GetString());

        for (var i = 0; i < 3; i++) await JsonAsync(creator, HttpMethod.Post, $"/{id}/test", null, 202);
        Assert.Equal((409, "alert_webhook.tests_waiting"), await RefusedAsync(creator, HttpMethod.Post, $"/{id}/test", null));
        var deliveries = (await api.ReadAsync(creator, $"/api/v1/alert-webhooks/{id}/deliveries")).GetProperty("items");
        Assert.Equal((3, "alert.test", "waiting", 0), (deliveries.GetArrayLength(), deliveries[0].GetProperty("type").GetString(), deliveries[0].GetProperty("status").GetString(), deliveries[0].GetProperty("attempts").GetInt32()));

        await JsonAsync(creator, HttpMethod.Delete, $"/{id}", null, 204);
        Assert.Equal((404, "alert_webhook.not_found"), await RefusedAsync(creator, HttpMethod.Delete, $"/{id}", null));
        Assert.Equal(["access.alert_webhook_deleted", "access.alert_webhook_resumed", "access.alert_webhook_paused", "access.alert_webhook_rotated", "access.alert_webhook_created"],
            (await api.ReadAllAsync(creator, "/api/v1/audit")).Select(c => c.GetProperty("what").GetString()));
    }

    [Theory]
    [InlineData("http://hooks.example/", "address.invalid")]
    [InlineData("https://user:word@93.184.215.14/", "address.invalid")]
    [InlineData("https://10.0.0.1/", "address.forbidden")]
    [InlineData("https://169.254.169.254/latest/meta-data", "address.forbidden")]
    [InlineData("https://[::1]/", "address.forbidden")]
    [InlineData("https://[::ffff:192.168.0.1]/", "address.forbidden")]
    [InlineData("https://localhost/", "address.forbidden")]
    [InlineData("https://93.184.215.14:22/", "address.port_forbidden")]
    [InlineData(null, "address.invalid")]
    public async Task An_address_that_is_not_called_is_refused(string? address, string code) =>
        Assert.Equal((400, code), await RefusedAsync(await NewCreatorAsync(), HttpMethod.Post, "", new { name = "a", address }));

    [Fact]
    public async Task What_is_no_name_or_kind_is_refused_and_one_more_than_ten_is()
    {
        var creator = await NewCreatorAsync();
        Assert.Equal((400, "alert_webhook.name_invalid"), await RefusedAsync(creator, HttpMethod.Post, "", new { name = " ", address = Address }));
        Assert.Equal((400, "kind.invalid"), await RefusedAsync(creator, HttpMethod.Post, "", new { name = "a", address = Address, kinds = new[] { "weather" } }));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RefusedAsync(creator, HttpMethod.Post, "", new { name = "a", address = Address })));
        Assert.Equal(10, (await api.ReadAllAsync(creator, "/api/v1/alert-webhooks")).Count);
        Assert.Equal((409, "alert_webhooks.too_many"), await RefusedAsync(creator, HttpMethod.Post, "", new { name = "a", address = Address }));
    }

    [Fact]
    public async Task Anothers_webhook_is_not_there()
    {
        var (mine, other) = (await NewCreatorAsync(), await NewCreatorAsync());
        var id = (await JsonAsync(mine, HttpMethod.Post, "", new { name = "a", address = Address }, 201)).GetProperty("id").GetString();
        Assert.Empty(await api.ReadAllAsync(other, "/api/v1/alert-webhooks"));
        foreach (var (method, target) in new[] { (HttpMethod.Post, "rotate"), (HttpMethod.Post, "pause"), (HttpMethod.Post, "resume"), (HttpMethod.Post, "test"), (HttpMethod.Get, "deliveries"), (HttpMethod.Delete, "") })
            Assert.Equal((404, "alert_webhook.not_found"), await RefusedAsync(other, method, $"/{id}/{target}".TrimEnd('/'), null));
        Assert.Equal("live", (await OneAsync(mine)).GetProperty("status").GetString());
    }

    private async Task<string> NewCreatorAsync()
    {
        var creator = api.NewCreator().Creator;
        await using var command = api.Database.CreateCommand("insert into creators (id, name) values ($1, 'Test')");
        command.Parameters.Add(new() { Value = creator });
        await command.ExecuteNonQueryAsync();
        return creator;
    }

    private async Task<JsonElement> OneAsync(string creator) => Assert.Single(await api.ReadAllAsync(creator, "/api/v1/alert-webhooks"));

    private async Task<JsonElement> JsonAsync(string creator, HttpMethod method, string target, object? body, int status)
    {
        using var answer = await api.SendAsync(method, $"/api/v1/alert-webhooks{target}", body, creator, headers: ("X-CreatorFlow-Key", "hand"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        return answer.StatusCode == HttpStatusCode.NoContent ? default : JsonDocument.Parse(text).RootElement;
    }

    private async Task<(int Status, string? Code)> RefusedAsync(string creator, HttpMethod method, string target, object? body)
    {
        using var answer = await api.SendAsync(method, $"/api/v1/alert-webhooks{target}", body, creator, headers: ("X-CreatorFlow-Key", "hand"));
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length > 0 && JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}
