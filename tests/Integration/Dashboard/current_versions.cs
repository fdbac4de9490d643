using CreatorFlow.Testing.Platform;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tests.Integration.Projection;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Writes made for the version that a person saw, through the API, the broker and Projection.</summary>
public sealed class Current_versions(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    [Fact]
    public async Task A_write_counts_for_the_version_that_was_read_and_for_no_other()
    {
        var creator = api.NewCreator().Creator;
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { set = 10 }, "\"0\""));
        var tag = await TagAsync(creator);
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = -1 }, tag));
        Assert.Equal((412, "version.not_current"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = -1 }, tag));
        Assert.Equal((412, "version.not_current"), await SendAsync(HttpMethod.Put, creator, "/api/v1/inventory/A/settings", new { lowStockBelow = 3 }, tag));
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Put, creator, "/api/v1/inventory/A/settings", new { lowStockBelow = 3 }, await TagAsync(creator)));
        Assert.Equal(9, (await api.ReadAsync(creator, "/api/v1/inventory/A")).GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task Of_writers_of_one_version_at_once_one_wins()
    {
        var creator = api.NewCreator().Creator;
        await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { set = 100 }, null);
        var tag = await TagAsync(creator);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = -1 }, tag)));
        Assert.Equal(1, answers.Count(a => a == (200, "applied")));
        Assert.Equal(11, answers.Count(a => a == (412, "version.not_current")));
        Assert.Equal(99, (await api.ReadAsync(creator, "/api/v1/inventory/A")).GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task A_key_that_counted_is_a_duplicate_and_one_that_was_refused_is_refused_again()
    {
        var creator = api.NewCreator().Creator;
        await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { set = 5 }, null);
        var tag = await TagAsync(creator);
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = 1 }, tag, "k1"));
        Assert.Equal((200, "duplicate"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = 1 }, tag, "k1"));
        Assert.Equal((412, "version.not_current"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = 1 }, tag, "k2"));
        Assert.Equal((412, "version.not_current"), await SendAsync(HttpMethod.Post, creator, "/api/v1/inventory/A/adjustments", new { delta = 1 }, tag, "k2"));
        Assert.Equal(6, (await api.ReadAsync(creator, "/api/v1/inventory/A")).GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task What_others_changed_meanwhile_refuses_a_creators_settings_too()
    {
        var creator = api.NewCreator().Creator;
        Assert.Equal((200, "applied"), await SendAsync(HttpMethod.Put, creator, "/api/v1/settings/conflicts", new { strategy = "merge" }, "\"0\""));
        Assert.Equal((412, "version.not_current"), await SendAsync(HttpMethod.Put, creator, "/api/v1/settings/conflicts", new { strategy = "last_write_wins" }, "\"0\""));
    }

    [Theory]
    [InlineData("seven")]
    [InlineData("7")]
    [InlineData("W/\"7\"")]
    [InlineData("\"7\", \"8\"")]
    [InlineData("\"\"")]
    public async Task A_tag_that_we_never_gave_is_refused(string tag) => Assert.Equal((400, "if_match.invalid"),
        await SendAsync(HttpMethod.Post, api.NewCreator().Creator, "/api/v1/inventory/A/adjustments", new { delta = 1 }, tag));

    private async Task<string> TagAsync(string creator)
    {
        using var answer = await api.GetAsync(creator, "/api/v1/inventory/A");
        return answer.Headers.ETag!.Tag;
    }

    private async Task<(int Status, string? Said)> SendAsync(HttpMethod method, string creator, string target, object body, string? tag, string? key = null)
    {
        using var answer = await api.SendAsync(method, target, body, creator, key, tag is null ? [] : [("If-Match", tag)]);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, said.GetProperty(answer.IsSuccessStatusCode ? "outcome" : "code").GetString());
    }
}
