using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>Docker compose makes the demo's creators by a command of its own, at each start.</summary>
[Collection(PlatformCollection.Name)]
public sealed partial class The_demo_of_a_platform_from_images(RunningPlatform platform)
{
    [Fact]
    public async Task Says_the_keys_and_links_that_open_the_page()
    {
        var said = await platform.Host.MakeDemoAsync("http://localhost:8080");

        var links = Links().Matches(said).Select(link => (link.Groups["key"].Value, Uri.UnescapeDataString(link.Groups["creator"].Value)));
        Assert.Equal(platform.Host.Runtime.Creators.Select(creator => (creator.ApiKeys["owner"], creator.Name)), links);
        using var read = await platform.GetAsync("/inventory?limit=1", scope: "owner"); // made once more, they are as they were
        Assert.True(read.IsSuccessStatusCode, await read.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"http://localhost:8080/#key=(?<key>\S+?)&creator=(?<creator>\S+)")]
    private static partial Regex Links();
}
