using CreatorFlow.Testing.Platform;
using System.Net.Http.Json;
using CreatorFlow.Hosting.Security;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Integration.Access;

/// <summary>Every route of the API, and which role may what: <c>roles.txt</c> is read by people before it is changed.</summary>
public sealed class Roles_of_every_route(SharedFixture<AccessUnderTest> shared, ITestOutputHelper output) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    [Fact]
    public async Task The_gateway_and_the_service_each_keep_to_the_table()
    {
        var shop = await system.NewCreatorAsync();
        var keys = new List<(string Role, string Key)>();
        foreach (var role in Roles.All) keys.Add((role, (await shop.NewKeyAsync(role)).Key));
        var found = new List<string>();
        foreach (var (method, pattern) in ApiRoutes.Of(system))
        {
            var target = ApiRoutes.Target(pattern);
            var through = new List<string>();
            foreach (var (role, key) in keys)
            {
                var byGateway = await system.SendAsync(new HttpMethod(method), target, key, method == "GET" ? null : new { });
                var byService = await AloneAsync(shop, method, target, role);
                if (IsRefused(byGateway) != IsRefused(byService)) through.Add($"{role} (gateway {byGateway.Status} {byGateway.Code}, service {byService.Status} {byService.Code})");
                else if (!IsRefused(byGateway)) through.Add(role);
            }
            found.Add($"{method} {pattern}: {string.Join(' ', through)}");
        }
        foreach (var line in found) output.WriteLine(line);
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Access", "roles.txt"))).Split('\n', StringSplitOptions.RemoveEmptyEntries), found);
    }

    private async Task<Answer> AloneAsync(OwnedCreator shop, string method, string target, string role)
    {
        using var request = system.Internal(new HttpMethod(method), target);
        foreach (var (name, value) in new[] { ("X-CreatorFlow-Creator", shop.Id), ("X-CreatorFlow-Key", "hand"), ("X-CreatorFlow-Scopes", role) }) request.Headers.Add(name, value);
        if (method != "GET") request.Content = JsonContent.Create(new { });
        using var answer = await AccessUnderTest.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    private static bool IsRefused(Answer answer) => answer.Status == 403 && answer.Code?.StartsWith("access.", StringComparison.Ordinal) == true;
}
