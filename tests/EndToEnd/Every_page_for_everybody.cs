using System.Net.Http.Json;
using CreatorFlow.Tests.EndToEnd.Pages;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>Walks all pages on a desk, in the dark and on a phone: axe finds nothing to object to, and each is kept as a picture.</summary>
[Collection(PlatformCollection.Name)]
public sealed class Every_page_for_everybody(RunningPlatform platform) : IAsyncLifetime
{
    private static readonly string Run = Guid.CreateVersion7().ToString("N")[..12];
    private static readonly string Sku = $"WALK-{Run}";
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "screenshots");
    private HeadlessBrowser headless = null!;
    private IBrowser Browser => headless.Browser;

    public async Task InitializeAsync() => headless = await HeadlessBrowser.StartAsync();

    public async Task DisposeAsync() => await headless.DisposeAsync();

    [Theory]
    [InlineData("desk", 1280, 900)]
    [InlineData("phone", 390, 844)]
    public async Task Axe_finds_no_violations(string device, int width, int height)
    {
        await HappenAsync(device);
        await using var context = await Browser.NewContextAsync(new()
        {
            ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height }, HasTouch = width < 500, IsMobile = width < 500,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(platform.Gateway);
        await Assertions.Expect(page.Locator("form")).ToBeVisibleAsync();
        var objections = new List<string>(await ObjectionsAsync(page, "sign-in", device));
        await page.GotoAsync($"{platform.Gateway}/#key={platform.Creator(0).ApiKeys["owner"]}");
        await page.ExpectStateAsync("live");
        foreach (var address in await AddressesAsync(page))
        {
            await page.GotoAsync(platform.Gateway + address);
            await page.SettledAsync();
            objections.AddRange(await ObjectionsAsync(page, address, device));
        }
        Assert.True(objections.Count == 0, string.Join(Environment.NewLine, objections));
    }

    /// <summary>Whatever the navigation leads to, and what lies behind it.</summary>
    private async Task<IReadOnlyList<string>> AddressesAsync(IPage page) =>
        [.. await page.PagesAsync(), $"/inventory/{Sku}", $"/inventory/{Sku}?why", $"/channels/{platform.Connection("shopify").ConnectionId}", "/settings/webhooks", "/edits", "/nowhere", "/channels/nobody"];

    /// <summary>By day, and on a desk by night as well.</summary>
    private static async Task<IEnumerable<string>> ObjectionsAsync(IPage page, string address, string device)
    {
        if (device == "phone") return await ObjectionsAsync(page, address, "phone", ColorScheme.Light);
        return [.. await ObjectionsAsync(page, address, "light", ColorScheme.Light), .. await ObjectionsAsync(page, address, "dark", ColorScheme.Dark)];
    }

    private static async Task<IEnumerable<string>> ObjectionsAsync(IPage page, string address, string look, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var name = string.Join('-', address.Split(['/', '?'], StringSplitOptions.RemoveEmptyEntries)).Replace(Run, "sku", StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"page-{(name.Length == 0 ? "overview" : name)}-{look}.png") });
        var found = await page.RunAxe();
        return found.Violations.Select(v => $"{address} ({look}): {v.Id} ({v.Impact}), {v.Help}{string.Concat(v.Nodes.Take(3).Select(n => $"{Environment.NewLine}    {n.Html}"))}");
    }

    /// <summary>A SKU with a past, and a conflict of a person and a channel.</summary>
    private async Task HappenAsync(string device)
    {
        await AdjustAsync(10);
        using var webhook = await platform.PostStandardAsync($"{Sku}-{device}", $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"{{{Sku}}}","set":7}}""");
        Assert.True(webhook.IsSuccessStatusCode);
        await AdjustAsync(12);
        await platform.EventuallyAsync($"/inventory/{Sku}", item => item.GetProperty("conflicts").GetArrayLength() > 0);
    }

    private async Task AdjustAsync(int counted)
    {
        using var request = platform.Request(HttpMethod.Post, $"/inventory/{Sku}/adjustments", 0, "owner");
        request.Content = JsonContent.Create(new { set = counted });
        using var answer = await platform.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
