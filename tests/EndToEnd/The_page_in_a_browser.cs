using CreatorFlow.Testing.Platform;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>A webhook comes in, an open page shows it: headless Chromium, no reload.</summary>
[Collection(PlatformCollection.Name)]
public sealed class The_page_in_a_browser(RunningPlatform platform)
{
    [Fact]
    public async Task A_webhook_changes_the_open_page_without_a_reload()
    {
        await using var headless = await HeadlessBrowser.StartAsync();
        var page = await headless.Browser.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        await SetAsync("page-1", 12);
        await platform.EventuallyAsync("/inventory/PAGE");
        await page.GotoAsync($"{platform.Gateway}/inventory#key={platform.Creator(0).ApiKeys["owner"]}");
        var available = page.GetByTestId("available-PAGE");
        await Assertions.Expect(available).ToHaveAttributeAsync("data-value", "12", new() { Timeout = 20_000 });
        await Assertions.Expect(page.GetByTestId("connection-state")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 20_000 });
        await page.EvaluateAsync("window.sameDocument = true");

        await SetAsync("page-2", 7);

        await Assertions.Expect(available).ToHaveAttributeAsync("data-value", "7", new() { Timeout = 5_000 });
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Empty(errors);
    }

    private async Task SetAsync(string id, int quantity)
    {
        using var answer = await platform.PostStandardAsync(id,
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"PAGE","set":{{{quantity}}}}}""");
        Assert.True(answer.IsSuccessStatusCode);
    }
}
