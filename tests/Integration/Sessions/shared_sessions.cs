using CreatorFlow.Testing.Platform;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>What a public link to sessions shows.</summary>
public sealed class Shared_sessions(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task A_link_shows_figures_and_no_persons_words_and_its_own_kind_alone()
    {
        var agent = await system.NewAgentAsync();
        await agent.SendAsync(AgentSender.Session("ann-smith", 1, tokens: 100, start: DateTimeOffset.UtcNow.AddHours(-1).ToString("O")));
        await Eventually.Async(async () => (await agent.ReadAsync("/api/sessions/recent")).Body.GetArrayLength() == 1);
        var made = await agent.Creator.PostAsync("/share-links", new { scope = "sessions", label = "How I work" });
        Assert.True(made.Status == 201, made.ToString());
        var shown = await system.SendAsync(HttpMethod.Get, made.Text("path")!, key: null);
        var text = shown.Body.GetRawText();
        Assert.All(new[] { "ann-smith", "Shop", "Private words", "0.85", "Berlin" }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        var session = shown.Body.GetProperty("sessions").GetProperty("recent")[0];
        Assert.Equal(["session_type", "start_time", "end_time", "is_active", "estimated_tokens", "total_messages", "models_used"], session.EnumerateObject().Select(p => p.Name));
        Assert.Empty(shown.Items);
        var stock = await agent.Creator.PostAsync("/share-links", new { scope = "inventory", label = "Stock" });
        Assert.False((await system.SendAsync(HttpMethod.Get, stock.Text("path")!, key: null)).Body.TryGetProperty("sessions", out JsonElement _));
        Assert.Equal("sessions", made.Text("scope"));
    }
}
