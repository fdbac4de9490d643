using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The Dashboard API as a process of its own, on a database with the tables that Projection makes.</summary>
public class DashboardUnderTest : IAsyncLifetime
{
    /// <summary>Few: each is a quorum queue that the broker of all these tests keeps.</summary>
    internal const int Partitions = 4;

    internal const string Token = "token-of-these-tests-0123456789abcdef";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly string keys = Directory.CreateTempSubdirectory("creatorflow-keys-").FullName;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal RedisCache Redis { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    protected virtual PrivateServers Servers => PrivateServers.Shared;

    protected virtual Dictionary<string, string> Settings => [];

    protected virtual Task PrepareAsync() => ProjectionModule.MigrateAsync(Database);

    /// <summary>What the service was started with.</summary>
    internal Dictionary<string, string> Environment { get; private set; } = [];

    public virtual async Task InitializeAsync()
    {
        var settings = Environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = await Servers.CreateDatabaseAsync(),
            ["ConnectionStrings__RabbitMq"] = await Servers.CreateVirtualHostAsync(),
            ["ConnectionStrings__Redis"] = await Servers.CreateRedisDatabaseAsync(),
            ["Keys__Directory"] = keys,
            ["Internal__Token"] = Token,
            ["Services__Ingest"] = "http://127.0.0.1:9", // nobody answers there
            ["Partitions__Count"] = $"{Partitions}",
            ["Commands__PatienceMs"] = "30000", // on a slow machine too an answer says what became of a command
        };
        foreach (var (name, value) in Settings) settings[name] = value;
        Database = NpgsqlDataSource.Create(DatabaseHosts.Read(settings["ConnectionStrings__Postgres"]).ConnectionString);
        Redis = new RedisCache(settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        await PrepareAsync();
        Service = await RunningService.StartAsync(typeof(InventoryQueries), settings);
    }

    public virtual async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Redis.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    /// <summary>A creator that no other test has.</summary>
    internal Shelf NewCreator() => new(Database, Redis, $"creator-{Guid.CreateVersion7():n}");

    internal HttpRequestMessage Request(HttpMethod method, string target, string? creator, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(Service.Address + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Add("X-Internal-Token", Token);
        if (creator is not null)
        {
            request.Headers.Add("X-CreatorFlow-Creator", creator);
            request.Headers.Add("X-CreatorFlow-Scopes", "owner");
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    internal Task<HttpResponseMessage> GetAsync(string creator, string target, params (string Name, string Value)[] headers) =>
        Http.SendAsync(Request(HttpMethod.Get, target, creator, headers));

    internal async Task<JsonElement> ReadAsync(string creator, string target, params (string Name, string Value)[] headers)
    {
        using var answer = await GetAsync(creator, target, headers);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal async Task<(int Status, string? Code)> RefusalAsync(string creator, string target, params (string Name, string Value)[] headers)
    {
        using var answer = await GetAsync(creator, target, headers);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, object? body, string? creator = null, string? idempotencyKey = null, params (string Name, string Value)[] headers)
    {
        var request = Request(method, target, creator, [.. headers, .. idempotencyKey is null ? [] : new[] { ("Idempotency-Key", idempotencyKey) }]);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        return Http.SendAsync(request);
    }

    /// <summary>Opens a live stream.</summary>
    internal async Task<LiveStream> OpenAsync(string creator, string query = "", string? lastId = null, string? keyId = null)
    {
        (string, string)[] headers = [.. lastId is null ? [] : new[] { ("Last-Event-ID", lastId) }, .. keyId is null ? [] : new[] { ("X-CreatorFlow-Key", keyId) }];
        var answer = await Http.SendAsync(Request(HttpMethod.Get, "/api/v1/stream" + query, creator, headers), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return await LiveStream.BeginAsync(answer);
    }

    /// <summary>All of a list, page by page.</summary>
    internal async Task<List<JsonElement>> ReadAllAsync(string creator, string target, Func<Task>? betweenPages = null)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await ReadAsync(creator, $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("nextCursor").GetString() is not { } next) return all;
            cursor = next;
            if (betweenPages is not null) await betweenPages();
        }
    }
}
