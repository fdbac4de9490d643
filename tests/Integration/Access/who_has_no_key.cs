using CreatorFlow.Testing.Platform;
namespace CreatorFlow.Tests.Integration.Access;

/// <summary>What is no key opens no route: nothing at all, the token of a share link, a refresh token.</summary>
public sealed class Who_has_no_key(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task Finds_every_route_closed()
    {
        var shop = await system.NewCreatorAsync();
        var link = (await shop.PostAsync("/share-links", new { scope = "inventory", label = "x" })).Text("token")!;
        var refresh = (await shop.PostAsync("/sign-in")).Text("refreshToken")!;
        foreach (var (method, pattern) in ApiRoutes.Of(system))
        {
            foreach (var (shown, code) in new[] { (null, "auth.missing"), (link, "auth.invalid"), (refresh, "auth.invalid") })
            {
                var answer = await system.SendAsync(new HttpMethod(method), ApiRoutes.Target(pattern), shown, method == "GET" ? null : new { });
                Assert.True((answer.Status, answer.Code) == (401, code), $"{method} {pattern} with {code}: {answer}");
            }
        }
    }

    [Fact]
    public async Task Only_reads_what_a_link_shows()
    {
        var shop = await system.NewCreatorAsync();
        var path = (await shop.PostAsync("/share-links", new { scope = "inventory", label = "x" })).Text("path")!;
        Assert.Equal(200, (await system.SendAsync(HttpMethod.Get, path, null)).Status);
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
            Assert.Equal((401, "auth.missing"), await CodeAsync(system.SendAsync(method, path, null, new { })));
        foreach (var beyond in new[] { "/inventory", "/%2e%2e/inventory", "%2f..%2f..%2finventory" })
            Assert.NotEqual(200, (await system.SendAsync(HttpMethod.Get, path + beyond, null)).Status);
        Assert.Equal(200, (await system.SendAsync(HttpMethod.Get, "/openapi/v1.json", null)).Status);
    }

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);
}
