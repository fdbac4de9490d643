namespace CreatorFlow.Tests.Integration.Gateway;

public sealed class Page_that_is_not_built : GatewayUnderTest
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"creatorflow-late-page-{Guid.CreateVersion7():N}");

    protected override Dictionary<string, string> Settings => new() { ["Dashboard__StaticFiles"] = folder };

    [Fact]
    public async Task It_is_said_plainly_and_the_page_is_served_once_it_is_there()
    {
        Assert.Equal((503, "dashboard.not_built"), await RefusalAsync(GetAsync("/")));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "<html>the page</html>");
        using var page = await GetAsync("/");
        Assert.Equal("<html>the page</html>", await page.Content.ReadAsStringAsync());
        Directory.Delete(folder, recursive: true);
    }
}
