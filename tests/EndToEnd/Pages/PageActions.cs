using System.Globalization;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>What a person does at the dashboard, and what they wait to see.</summary>
internal static class PageActions
{
    // A page that was not told of the network's return looks again after half a minute at the latest.
    public const float Patience = 60_000;

    /// <summary>Signed in for this tab alone, and live.</summary>
    public static async Task<IPage> OpenAsync(this IBrowserContext context, string address, string key, string path = "/inventory")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{address}{path}#key={key}");
        await page.ExpectStateAsync("live");
        return page;
    }

    /// <summary>Signed in on this device, so that the next start of the browser is too, and live.</summary>
    public static async Task SignInAsync(this IPage page, string address, string key)
    {
        await page.GotoAsync($"{address}/inventory");
        await page.GetByLabel("API key").FillAsync(key);
        await page.GetByLabel("Stay signed in on this device").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ExpectStateAsync("live");
    }

    public static async Task EditAsync(this IPage page, string sku, string typed)
    {
        await page.GetByTestId($"on-hand-{sku}").ClickAsync();
        await page.GetByTestId($"quantity-{sku}").FillAsync(typed);
        await page.GetByTestId($"quantity-{sku}").PressAsync("Enter");
    }

    public static Task ExpectOnHandAsync(this IPage page, string sku, int units) =>
        Assertions.Expect(page.GetByTestId($"on-hand-{sku}")).ToHaveAttributeAsync("data-value", units.ToString(CultureInfo.InvariantCulture), new() { Timeout = Patience });

    public static Task ExpectStateAsync(this IPage page, string state, float patience = Patience) =>
        Assertions.Expect(page.GetByTestId("connection-state")).ToHaveAttributeAsync("data-state", state, new() { Timeout = patience });

    public static Task ExpectNothingPendingAsync(this IPage page, string sku) =>
        Assertions.Expect(page.GetByTestId($"pending-{sku}")).ToHaveCountAsync(0, new() { Timeout = Patience });

    /// <summary>Whatever the navigation leads to.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(this IPage page)
    {
        var addresses = new List<string>();
        foreach (var link in await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link).AllAsync()) addresses.Add(await link.GetAttributeAsync("href") ?? "/");
        return addresses;
    }

    /// <summary>The page has its heading, and nothing that it still waits for.</summary>
    public static async Task SettledAsync(this IPage page, float patience = Patience)
    {
        await Assertions.Expect(page.Locator("main h1, main h2, [role=dialog] h2").First).ToBeVisibleAsync(new() { Timeout = patience });
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0, new() { Timeout = patience });
    }

    /// <summary>The page's files and the SKU are on this browser's disk.</summary>
    public static async Task KeptAsync(this IPage page, string sku)
    {
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await page.WaitForFunctionAsync("""
            sku => indexedDB.databases().then(all => new Promise(resolve => {
              const open = indexedDB.open(all.find(one => one.name.startsWith('creatorflow')).name)
              open.onsuccess = () => {
                const read = open.result.transaction('inventory').objectStore('inventory').getKey(sku)
                read.onsuccess = () => { open.result.close(); resolve(read.result === sku) }
              }
            }))
            """, sku);
    }
}
