using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>A browser that loses its network after the first visit: it still opens, still edits, and what it edited counts once.</summary>
[Collection(PlatformCollection.Name)]
public sealed class The_page_without_a_network(RunningPlatform platform) : IAsyncLifetime
{
    private static readonly string Run = Guid.CreateVersion7().ToString("N")[..12];
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "screenshots");
    private HeadlessBrowser headless = null!;
    private IBrowser Browser => headless.Browser;

    public async Task InitializeAsync() => headless = await HeadlessBrowser.StartAsync();

    public async Task DisposeAsync() => await headless.DisposeAsync();

    [Fact]
    public async Task What_was_edited_offline_counts_once_when_the_network_is_back()
    {
        var sku = $"OFFLINE-{Run}";
        await CountAsync(sku, 12);
        await using var here = await Browser.NewContextAsync();
        await using var elsewhere = await Browser.NewContextAsync();
        var (page, watching) = (await OpenAsync(here), await OpenAsync(elsewhere));
        await page.ExpectOnHandAsync(sku, 12);
        await page.KeptAsync(sku);

        await here.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.ExpectOnHandAsync(sku, 12);
        await Assertions.Expect(page.GetByTestId("stale-banner")).ToBeVisibleAsync(new() { Timeout = PageActions.Patience });
        await page.EditAsync(sku, "40");
        await Assertions.Expect(page.GetByTestId($"pending-{sku}").First).ToBeVisibleAsync();
        await PictureAsync(page, "offline-edited");
        await page.ReloadAsync();
        await page.ExpectOnHandAsync(sku, 40);
        await Assertions.Expect(page.GetByTestId($"pending-{sku}").First).ToBeVisibleAsync();
        await watching.ExpectOnHandAsync(sku, 12);

        await here.SetOfflineAsync(false);
        await page.ExpectNothingPendingAsync(sku);
        await page.ExpectStateAsync("live");
        await page.ExpectOnHandAsync(sku, 40);
        await watching.ExpectOnHandAsync(sku, 40);
        await PictureAsync(page, "online-again");
        Assert.Equal(40, (await platform.EventuallyAsync($"/inventory/{sku}")).GetProperty("onHand").GetInt64());
        Assert.Equal(1, await TimesAppliedAsync(sku));
    }

    [Fact]
    public async Task Two_sessions_that_change_the_same_SKU_offline_are_added_up()
    {
        var sku = $"TWICE-{Run}";
        await CountAsync(sku, 10);
        await using var one = await Browser.NewContextAsync();
        await using var other = await Browser.NewContextAsync();
        IPage[] pages = [await OpenAsync(one), await OpenAsync(other)];
        foreach (var page in pages) await page.ExpectOnHandAsync(sku, 10);

        await one.SetOfflineAsync(true);
        await other.SetOfflineAsync(true);
        await pages[0].EditAsync(sku, "-2");
        await pages[1].EditAsync(sku, "-3");
        await pages[0].ExpectOnHandAsync(sku, 8);
        await pages[1].ExpectOnHandAsync(sku, 7);

        await one.SetOfflineAsync(false);
        await other.SetOfflineAsync(false);
        foreach (var page in pages)
        {
            await page.ExpectOnHandAsync(sku, 5);
            await page.ExpectNothingPendingAsync(sku);
        }
        Assert.Equal(2, await TimesAppliedAsync(sku));
    }

    [Fact]
    public async Task A_token_that_ends_offline_ends_nothing_and_the_key_is_kept_nowhere()
    {
        var sku = $"TOKEN-{Run}";
        await CountAsync(sku, 12);
        await using var context = await Browser.NewContextAsync();
        var page = await OpenAsync(context);
        await page.ExpectOnHandAsync(sku, 12);
        await page.KeptAsync(sku);
        Assert.DoesNotContain(platform.Creator(0).ApiKeys["owner"], await page.EvaluateAsync<string>("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])"), StringComparison.Ordinal);

        await context.SetOfflineAsync(true);
        await page.EvaluateAsync("""
            () => {
              const kept = sessionStorage.getItem('creatorflow.signIn').split('\n')
              sessionStorage.setItem('creatorflow.signIn', [...kept.slice(0, 4), 'gone', kept[5], '1'].join('\n'))
            }
            """);
        await page.ReloadAsync();
        await page.ExpectOnHandAsync(sku, 12);
        await page.EditAsync(sku, "33");
        await Assertions.Expect(page.GetByTestId($"pending-{sku}").First).ToBeVisibleAsync();

        await context.SetOfflineAsync(false);
        await page.ExpectNothingPendingAsync(sku);
        await page.ExpectStateAsync("live");
        Assert.Equal(33, (await platform.EventuallyAsync($"/inventory/{sku}")).GetProperty("onHand").GetInt64());
    }

    [Fact]
    public async Task Of_several_tabs_one_streams_and_the_next_goes_on_when_it_is_closed()
    {
        var sku = $"TABS-{Run}";
        await CountAsync(sku, 12);
        await using var context = await Browser.NewContextAsync();
        var streams = new List<IRequest>();
        context.Request += (_, request) => { if (request.Url.EndsWith("/api/v1/stream", StringComparison.Ordinal)) streams.Add(request); };
        var leader = await OpenAsync(context);
        var follower = await OpenAsync(context);
        await follower.ExpectOnHandAsync(sku, 12);
        await follower.EditAsync(sku, "30");
        await follower.ExpectNothingPendingAsync(sku);
        await leader.ExpectOnHandAsync(sku, 30);
        Assert.Single(streams);

        await leader.CloseAsync();
        await CountAsync(sku, 4, secondsAgo: 0);
        await follower.ExpectOnHandAsync(sku, 4);
        // It shows what it caught up on before its own stream is open.
        await Eventually.Async(() => Task.FromResult(streams.Count == 2), TimeSpan.FromMilliseconds(PageActions.Patience), "the second stream");
    }

    [Fact]
    public async Task After_one_visit_it_is_an_app_whose_every_page_opens_without_a_network()
    {
        var sku = $"APP-{Run}";
        await CountAsync(sku, 12);
        await using var context = await Browser.NewContextAsync();
        var page = await OpenAsync(context);
        await page.KeptAsync(sku);
        await ExpectInstallableAsync(page);
        string[] addresses = [.. await page.PagesAsync(), $"/inventory/{sku}", "/edits", "/settings/secrets"];

        await context.SetOfflineAsync(true);
        foreach (var address in addresses)
        {
            await page.GotoAsync(platform.Gateway + address);
            await page.SettledAsync();
            await Assertions.Expect(page.GetByText("client.page_failed")).ToHaveCountAsync(0);
        }
    }

    /// <summary>What the browser itself asks of a page before it offers to install it; in a window that keeps nothing it never does.</summary>
    private static async Task ExpectInstallableAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var manifest = (await session.SendAsync("Page.getAppManifest"))!.Value;
        Assert.Empty(manifest.GetProperty("errors").EnumerateArray());
        Assert.Equal("standalone", JsonElement.Parse(manifest.GetProperty("data").GetString()!).GetProperty("display").GetString());
        var objections = (await session.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray().Select(e => e.GetProperty("errorId").GetString());
        Assert.DoesNotContain(objections, id => id != "in-incognito");
    }

    private Task<IPage> OpenAsync(IBrowserContext context) => context.OpenAsync(platform.Gateway, platform.Creator(0).ApiKeys["owner"]);

    private static Task PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png") });

    private async Task<int> TimesAppliedAsync(string sku)
    {
        var history = await platform.EventuallyAsync($"/inventory/{sku}/events");
        return history.GetProperty("items").EnumerateArray().Count(e => e.GetProperty("source").ValueKind == JsonValueKind.String && e.GetProperty("source").GetString() == "manual");
    }

    /// <summary>A channel's count; what is older than a few seconds is no rival of what a person does now.</summary>
    private async Task CountAsync(string sku, int quantity, int secondsAgo = 60)
    {
        using var answer = await platform.PostStandardAsync($"{sku}-{quantity}",
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow.AddSeconds(-secondsAgo):O}}}","data":{"sku":"{{{sku}}}","set":{{{quantity}}}}}""");
        Assert.True(answer.IsSuccessStatusCode);
        await platform.EventuallyAsync($"/inventory/{sku}");
    }
}
