using CreatorFlow.Testing;
using CreatorFlow.Tests.EndToEnd.Measured;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>One SKU counted without a network in two sessions, and by a platform meanwhile: the rules decide, and each session is told.</summary>
[Collection(PlatformCollection.Name)]
public sealed class Two_sessions_and_a_platform(RunningPlatform platform, ITestOutputHelper output)
{
    [Fact]
    public Task The_lower_number_stands_and_each_session_says_why() => CountThriceAsync(TimeSpan.Zero);

    /// <summary>Further apart than updates that conflict by their time: the numbers that the sessions had before them make it so.</summary>
    [AskedForFact(MeasuredRun.Asked)]
    public Task The_lower_number_stands_however_much_later_the_sessions_count() => CountThriceAsync(TimeSpan.FromSeconds(8));

    private async Task CountThriceAsync(TimeSpan apart)
    {
        var sku = $"THRICE-{Guid.CreateVersion7():N}";
        await CountAsync(sku, 10, secondsAgo: 60);
        await using var headless = await HeadlessBrowser.StartAsync();
        await using var one = await headless.Browser.NewContextAsync();
        await using var other = await headless.Browser.NewContextAsync();
        IPage[] pages = [await OpenAsync(one), await OpenAsync(other)];
        foreach (var page in pages) await page.ExpectOnHandAsync(sku, 10);
        await one.SetOfflineAsync(true);
        await other.SetOfflineAsync(true);

        await CountAsync(sku, 7, secondsAgo: 0);
        await Task.Delay(apart);
        await pages[0].EditAsync(sku, "12");
        await pages[1].EditAsync(sku, "15");
        await pages[0].ExpectOnHandAsync(sku, 12);
        await pages[1].ExpectOnHandAsync(sku, 15);
        await one.SetOfflineAsync(false);
        await pages[0].ExpectNothingPendingAsync(sku);
        await other.SetOfflineAsync(false);
        await pages[1].ExpectNothingPendingAsync(sku);

        foreach (var page in pages)
        {
            await page.ExpectOnHandAsync(sku, 7);
            var notice = page.GetByTestId($"edit-notice-{sku}");
            await Assertions.Expect(notice).ToHaveAttributeAsync("data-state", "conflicting");
            await Assertions.Expect(notice).ToContainTextAsync("the lower number comes first");
            output.WriteLine($"{apart.TotalSeconds:0} s apart: {await notice.TextContentAsync()}");
        }
        var item = await platform.EventuallyAsync($"/inventory/{sku}");
        Assert.Equal(7, item.GetProperty("onHand").GetInt64());
        Assert.Contains(item.GetProperty("conflicts").EnumerateArray(), c => c.GetProperty("reason").GetString() == "stock_reduction_priority");
    }

    private Task<IPage> OpenAsync(IBrowserContext context) => context.OpenAsync(platform.Gateway, platform.Creator(0).ApiKeys["owner"]);

    private async Task CountAsync(string sku, int quantity, int secondsAgo)
    {
        using var answer = await platform.PostStandardAsync($"{sku}-{quantity}",
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow.AddSeconds(-secondsAgo):O}}}","data":{"sku":"{{{sku}}}","set":{{{quantity}}}}}""");
        Assert.True(answer.IsSuccessStatusCode);
        await platform.EventuallyAsync($"/inventory/{sku}", item => item.GetProperty("onHand").GetInt64() == quantity);
    }
}
