using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokTroubles
{
    [Fact]
    public async Task Beyond_the_quota_the_platform_s_code_makes_the_shop_wait()
    {
        await using var shop = await TikTokShopHost.StartAsync(skus: 24, callsPerSecond: 1);

        var results = await shop.PushAsync([.. Enumerable.Range(0, 24).Select(i => shop.Item(i, 4))]);

        var throttled = results.OfType<PushResult.Unavailable>().ToList();
        Assert.NotEmpty(throttled);
        Assert.All(throttled, t => Assert.True(t is { Code: "tiktok.36009002" or "tiktok.http_429" } && t.RetryAfter > TimeSpan.Zero, t.ToString()));
        Assert.True(shop.Updates.Count < 8, $"{shop.Updates.Count} calls to a shop that throttles");
    }

    [Fact]
    public async Task Throttled_again_the_wait_grows_and_after_a_success_it_begins_anew()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        for (var i = 0; i < 2; i++) shop.Troubles.Enqueue(Answer(429, """{"code":36009002}"""));

        var waits = new List<TimeSpan>();
        for (var i = 0; i < 2; i++) waits.Add(Assert.IsType<PushResult.Unavailable>((await shop.PushAsync(shop.Item(0, 4)))[0]).RetryAfter!.Value);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.5));
        Assert.InRange(waits[1], TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.5));

        Assert.IsType<PushResult.Taken>((await shop.PushAsync(shop.Item(0, 4)))[0]);
        shop.Troubles.Enqueue(Answer(200, """{"code":36009002,"message":"Too many requests"}"""));
        Assert.InRange(Assert.IsType<PushResult.Unavailable>((await shop.PushAsync(shop.Item(0, 4)))[0]).RetryAfter!.Value, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_longer_wish_of_the_platform_is_kept()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Troubles.Enqueue(context =>
        {
            context.Response.Headers.RetryAfter = "30";
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        });

        Assert.InRange(Assert.IsType<PushResult.Unavailable>((await shop.PushAsync(shop.Item(0, 4)))[0]).RetryAfter!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.5));
    }

    [Theory]
    [InlineData("""{"code":36009003}""", "tiktok.36009003")]
    [InlineData("""{"code":36009007}""", "tiktok.36009007")]
    public async Task A_code_that_passes_is_asked_again_later(string body, string code)
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Troubles.Enqueue(Answer(200, body));

        Assert.Equal([new PushResult.Unavailable(code)], await shop.PushAsync(shop.Item(0, 4)));
        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 4)));
    }

    [Theory]
    [InlineData("secret", "tiktok.106001")]
    [InlineData("token", "tiktok.105002")]
    [InlineData("cipher", "tiktok.101000")]
    [InlineData("no cipher", "tiktok.106013")]
    [InlineData("no key", "connection.incomplete")]
    public async Task A_wrong_account_is_refused_and_changes_nothing(string wrong, string code)
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var (before, connection) = (shop.Stock(0)[0], Spoilt(shop.Connection, wrong));

        Assert.Equal([new PushResult.Refused(code)], await shop.Adapter.PushAsync(connection, [shop.Item(0, 4)], CancellationToken.None));
        Assert.Equal(new PageAnswer.Refused(code), await shop.Adapter.ReadAsync(connection, null, CancellationToken.None));
        Assert.Equal(before, shop.Stock(0)[0]);
    }

    [Fact]
    public async Task A_call_refused_whole_for_one_sku_is_told_without_it()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Troubles.Enqueue(Answer(400, """{"code":12019024,"message":"stock count is invalid"}"""));

        var results = await shop.PushAsync(shop.Item(0, 4), shop.Item(1, 100_000), shop.Item(2, 4));

        Assert.Equal([new PushResult.Taken(), new PushResult.Refused("tiktok.12052055"), new PushResult.Taken()], results);
        Assert.Equal(3, shop.Updates.Count);
    }

    [Theory]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":{}}""")]
    [InlineData("""{"code":0,"data":null}""")]
    [InlineData("""{"code":0,"data":{"errors":[]}}""")]
    public async Task A_success_without_errors_is_one_however_it_is_written(string answer)
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Troubles.Enqueue(Answer(200, answer));

        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 4)));
    }

    [Fact]
    public async Task An_error_that_names_no_sku_of_the_call_is_everybody_s()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        shop.Troubles.Enqueue(Answer(200, """{"code":0,"data":{"errors":[{"code":12052393,"message":"locked","detail":{"sku_id":1729592969712207013}}]}}"""));

        Assert.Equal(Enumerable.Repeat(new PushResult.Refused("tiktok.12052393"), 2), await shop.PushAsync(shop.Item(0, 4), shop.Item(1, 4)));
    }

    [Fact]
    public async Task The_published_answer_to_a_wrong_warehouse_refuses_with_the_warehouse_s_code()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        var published = await File.ReadAllTextAsync(Repository.File("tests", "Contracts", "payloads", "tiktok", "api", "update-inventory-202309.partial-error.response.json"));
        for (var i = 0; i < 2; i++) shop.Troubles.Enqueue(Answer(200, published.Replace("1729592969712207013", shop.SkuId(0), StringComparison.Ordinal)));

        Assert.Equal([new PushResult.Refused("tiktok.12052097")], await shop.PushAsync(shop.Item(0, 4)));
        Assert.Equal(2, shop.Updates.Count);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_looked_into_now_is_no_refusal_yet()
    {
        await using var shop = await TikTokShopHost.StartAsync();
        await shop.PushAsync(shop.Item(0, 4));
        shop.Troubles.Enqueue(Answer(400, """{"code":12052037}"""));
        shop.SearchTroubles.Enqueue(Answer(500, ""));

        Assert.Equal([new PushResult.Unavailable("tiktok.http_500")], await shop.PushAsync(shop.Item(0, 5)));
        Assert.Equal([new PushResult.Taken()], await shop.PushAsync(shop.Item(0, 5)));
        Assert.Equal(5, shop.Stock(0)[0].Available);
    }

    private static Connection Spoilt(Connection connection, string wrong) => wrong switch
    {
        "secret" => connection with { Secrets = connection.Secrets with { Current = "other" } },
        "token" => connection with { Secrets = connection.Secrets with { AccessToken = "other" } },
        "cipher" => With(connection, "shopCipher", "other"),
        _ => connection with { Settings = connection.Settings.Where(s => s.Key != (wrong == "no key" ? "appKey" : "shopCipher")).ToDictionary() },
    };

    private static Connection With(Connection connection, string name, string value) =>
        connection with { Settings = new Dictionary<string, string>(connection.Settings) { [name] = value } };

    private static RequestDelegate Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask();
    };
}
