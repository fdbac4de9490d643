using CreatorFlow.Tests.EndToEnd.Pages;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>An agent where the gateway says that it is, a page that prefers it, and the hosted copy for when it is away.</summary>
[Collection(PlatformCollection.Name)]
public sealed class The_sessions_page_and_its_agent(RunningPlatform platform)
{
    [Fact]
    public async Task Show_the_agent_first_the_hosted_copy_while_it_is_away_and_always_which_and_how_old()
    {
        await using var agent = await LocalAgent.StartAsync(platform, platform.Host.AgentAddress);
        await using var browser = await HeadlessBrowser.StartAsync();
        var page = await SessionsPage.OpenAsync(browser, platform, agent);

        Assert.Equal(4, (await AgentTroubles.AllAsync(page, agent)).Count);

        page.SaidAllAlong();
    }
}
