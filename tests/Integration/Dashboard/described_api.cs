using CreatorFlow.Testing.Platform;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>What the API says of itself: written down, true, and the same for every creator's eyes.</summary>
public sealed class Described_api(SharedFixture<DashboardWithProjection> shared) : IClassFixture<SharedFixture<DashboardWithProjection>>
{
    private readonly DashboardWithProjection api = shared.Value;

    [Fact]
    public async Task It_is_as_it_is_written_down()
    {
        var (_, text) = await ReadAsync();
        var written = WrittenDown();
        // To write it down anew: CREATORFLOW_WRITE_OPENAPI=1 dotnet test tests/Integration --filter Described_api
        if (Environment.GetEnvironmentVariable("CREATORFLOW_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(written, text);
        Assert.Equal((await File.ReadAllTextAsync(written)).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public async Task Every_route_has_a_name_a_tag_an_answer_and_its_refusals()
    {
        var (described, _) = await ReadAsync();
        var operations = described.Operations().ToList();
        Assert.True(operations.Count > 50, $"{operations.Count} operations");
        Assert.All(operations, o =>
        {
            Assert.False(string.IsNullOrEmpty(o.Operation.GetProperty("operationId").GetString()), o.Path);
            Assert.NotEmpty(o.Operation.GetProperty("tags").EnumerateArray());
            Assert.Contains(o.Operation.GetProperty("responses").EnumerateObject(), r => r.Name[0] == '2' || r.Name == "101");
            Assert.True(o.Operation.GetProperty("responses").TryGetProperty("default", out _), o.Path);
            var named = o.Path.Split('/').Where(p => p is ['{', .., '}']).Select(p => p[1..^1]);
            Assert.Equal(named, Parameters(o.Operation, "path"));
        });
        Assert.Equal(operations.Count, operations.Select(o => o.Operation.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task What_is_answered_is_as_it_is_described()
    {
        var (described, _) = await ReadAsync();
        var creator = new FilledCreator(api);
        await creator.FillAsync();
        var flaws = new List<string>();
        foreach (var (path, method, operation) in described.Operations().Where(o => o.Method == "GET"))
        {
            if (DescribedApi.AnswerOf(operation, 200) is not { } schema) continue;
            var role = path.StartsWith(Condition, StringComparison.Ordinal) ? "ops" : "owner";
            flaws.AddRange(described.Flaws(await api.ReadAsync(creator.Creator, creator.AddressOf(path), ("X-CreatorFlow-Scopes", role)), schema).Take(5).Select(f => $"{method} {path}: {f}"));
        }
        Assert.Empty(flaws);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("staff")]
    [InlineData("read_only")]
    [InlineData("ops")]
    public async Task One_creator_finds_nothing_of_anothers_on_any_route_and_changes_nothing_there_whatever_its_role(string role)
    {
        var (described, _) = await ReadAsync();
        var (mine, other) = (new FilledCreator(api), api.NewCreator().Creator);
        await mine.FillAsync();
        using var saved = await api.SendAsync(HttpMethod.Put, $"/internal/creators/{other}", new { name = "Other", connections = Array.Empty<object>(), apiKeys = Array.Empty<object>() });
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        var operations = described.Operations().Where(o => !WalkedApart.Contains(o.Path)).OrderBy(o => o.Method == "GET" ? 0 : 1).ToList();
        var before = await SeenByAsync(mine, operations);
        foreach (var (path, method, operation) in operations)
        {
            using var answer = await api.SendAsync(new HttpMethod(method), mine.AddressOf(path), BodyOf(method, operation), other, headers: ("X-CreatorFlow-Scopes", role));
            var (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            Assert.True(status < 500, $"{method} {path}: {status} {text}");
            if (role == "ops" && path is not ("/api/v1/me" or "/api/v1/sign-in" or "/api/v1/sign-in/refresh" or "/api/v1/traces" or "/api/v1/traces/{id}" or Condition or "/api/v1/ops/runbooks")) Assert.True(status == 403, $"{method} {path}: {status}");
            if (method != "GET" && role == "read_only" && !path.StartsWith("/api/v1/sign-in", StringComparison.Ordinal)) Assert.True(status == 403, $"{method} {path}: {status}");
            if (method == "GET" && path.Contains('{', StringComparison.Ordinal) && !path.Contains("{range}", StringComparison.Ordinal)) Assert.True(status is 404 or 403, $"{method} {path}: {status}");
            foreach (var theirs in new[] { FilledCreator.Secret, mine.Creator, mine.Delivery })
                Assert.False(text.Contains(theirs, StringComparison.Ordinal), $"{method} {path} shows {theirs}: {text}");
        }
        Assert.Equal(before, await SeenByAsync(mine, operations));
    }

    [Fact]
    public async Task Nor_does_it_on_the_routes_that_stay_open_or_need_no_key()
    {
        var (described, _) = await ReadAsync();
        Assert.Equal(WalkedApart, described.Operations().Select(o => o.Path).Intersect(WalkedApart).Order(StringComparer.Ordinal));
        var (mine, others) = (new FilledCreator(api), api.NewCreator());
        await mine.FillAsync();
        // A cursor of mine is one of theirs, too: positions are counted anew for every creator.
        using var stream = await api.OpenAsync(others.Creator, "?since=");
        using var socket = await LiveSocket.OpenAsync($"{api.Service.Address}/api/v1/ws?since=", handshake =>
        {
            foreach (var (name, value) in new[] { ("X-Internal-Token", DashboardUnderTest.Token), ("X-CreatorFlow-Creator", others.Creator), ("X-CreatorFlow-Scopes", "owner") }) handshake.SetRequestHeader(name, value);
        });
        for (var i = 1; i <= 20; i++)
        {
            await mine.ChangeAsync(i + 1);
            await others.StoreAsync("theirs", i);
            Assert.Equal("theirs", (await stream.NextAsync()).Data.GetProperty("id").GetString());
            Assert.Equal("theirs", await socket.NextIdAsync());
        }
        // A share link shows what is on the shelf to whoever has its token, whoever else they are, and its creator nowhere.
        var shared = await api.ReadAsync(others.Creator, mine.AddressOf("/api/v1/shared/{token}"));
        Assert.Equal([FilledCreator.Secret], shared.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sku").GetString()));
        Assert.DoesNotContain(mine.Creator, shared.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>They never end, or are anybody's.</summary>
    private static readonly string[] WalkedApart = ["/api/sessions/sync", "/api/v1/shared/{token}", "/api/v1/stream", "/api/v1/ws"];

    private static object? BodyOf(string method, JsonElement operation) =>
        method != "GET" && operation.TryGetProperty("requestBody", out _) ? new { delta = 1, winner = "k", sku = "x", name = "x", role = "staff", label = "x", scope = "inventory" } : null;

    /// <summary>The platform's condition and its runbooks are operators', and nobody's own.</summary>
    private const string Condition = "/api/v1/ops";

    /// <summary>All that its owner reads; times at which it was asked are none of it.</summary>
    private async Task<List<string>> SeenByAsync(FilledCreator creator, List<(string Path, string Method, JsonElement Operation)> operations)
    {
        var seen = new List<string>();
        foreach (var (path, _, _) in operations.Where(o => o.Method == "GET" && !o.Path.StartsWith(Condition, StringComparison.Ordinal)))
        {
            using var answer = await api.GetAsync(creator.Creator, creator.AddressOf(path));
            seen.Add($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Assert.True(answer.IsSuccessStatusCode, seen[^1]);
        }
        return seen;
    }

    private async Task<(DescribedApi Described, string Text)> ReadAsync()
    {
        using var answer = await api.GetAsync("anyone", "/openapi/v1.json");
        var text = (await answer.Content.ReadAsStringAsync()).ReplaceLineEndings("\n");
        return (new(JsonDocument.Parse(text).RootElement), text.TrimEnd('\n') + "\n");
    }

    private static IEnumerable<string?> Parameters(JsonElement operation, string where) =>
        operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == where).Select(p => p.GetProperty("name").GetString()) : [];

    private static string WrittenDown([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/openapi.v1.json"));
}
