using CreatorFlow.Testing.Platform;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Live_sockets(SharedFixture<SocketsUnderTest> shared) : IClassFixture<SharedFixture<SocketsUnderTest>>
{
    private readonly SocketsUnderTest api = shared.Value;

    [Theory]
    [InlineData("/ws")]
    [InlineData("/api/v1/ws")]
    public async Task A_change_arrives_as_it_stands_in_the_list_of_changes(string path)
    {
        var (shelf, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key, path: path);
        Assert.Equal("0", (await socket.MessageAsync("subscribed")).GetProperty("cursor").GetString());
        await shelf.StoreAsync("TEE", 7);
        var change = await socket.NextAsync();
        Assert.Equal((await api.ReadAsync(shelf.Creator, "/api/v1/changes")).GetProperty("changes")[0].GetRawText(), change.GetRawText());
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_goes_on_where_it_stopped()
    {
        var (shelf, key) = await api.NewShopAsync();
        await shelf.StoreAsync("A", 1);
        using (var first = await api.OpenAsync(key, "?since="))
        {
            Assert.Equal("A", await first.NextIdAsync());
            first.Socket.Abort();
        }
        for (var i = 0; i < 450; i++) await shelf.StoreAsync($"C-{i:000}", 1, wake: false);
        using var second = await api.OpenAsync(key, "?since=1");
        for (var i = 0; i < 450; i++) Assert.Equal($"C-{i:000}", await second.NextIdAsync());
        await shelf.StoreAsync("D", 1);
        Assert.Equal("D", await second.NextIdAsync());
        Assert.Equal("452", second.Cursor);
    }

    [Fact]
    public async Task Topics_change_while_it_is_open_and_it_goes_back_to_a_cursor()
    {
        var (shelf, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key, "?topics=orders");
        Assert.Equal("""["orders"]""", (await socket.MessageAsync("subscribed")).GetProperty("topics").GetRawText());
        await shelf.StoreAsync("TEE", 1);
        await shelf.StoreOrderAsync("1001");
        Assert.Equal("shopify-1001", await socket.NextIdAsync());

        await socket.AskAsync(new { type = "subscribe", topics = new[] { "inventory" } });
        Assert.Equal("2", (await socket.MessageAsync("subscribed")).GetProperty("cursor").GetString());
        await shelf.StoreOrderAsync("1002");
        await shelf.StoreAsync("TEE", 2);
        Assert.Equal("TEE", await socket.NextIdAsync());

        await socket.AskAsync(new { type = "subscribe", since = "1" });
        Assert.Equal("1", (await socket.MessageAsync("subscribed")).GetProperty("cursor").GetString());
        foreach (var id in new[] { "shopify-1001", "shopify-1002", "TEE" }) Assert.Equal(id, await socket.NextIdAsync());
    }

    [Fact]
    public async Task Topics_that_were_not_asked_for_only_move_the_cursor()
    {
        var (shelf, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key, "?topics=orders");
        await shelf.StoreAsync("TEE", 1);
        while (socket.Cursor != "1") Assert.NotEqual("changes", (await socket.MessageAsync())!.Value.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_cursor_that_the_feed_does_not_hold_is_said_plainly()
    {
        var (shelf, key) = await api.NewShopAsync();
        for (var i = 1; i <= 5; i++) await shelf.StoreAsync("TEE", i, wake: false);
        await shelf.ForgetUpToAsync(3);
        foreach (var (cursor, end) in new[] { ("1", (4410, "cursor.expired")), ("99", (4410, "cursor.expired")), ("nonsense", (4400, "cursor.invalid")) })
        {
            using var opened = await api.OpenAsync(key, $"?since={cursor}");
            Assert.Equal(end, await opened.EndAsync());
            using var asking = await api.OpenAsync(key);
            await asking.AskAsync(new { type = "subscribe", since = cursor });
            Assert.Equal(end, await asking.EndAsync());
        }
        using var held = await api.OpenAsync(key, "?since=3");
        Assert.Equal("5", (await held.NextAsync()).GetProperty("cursor").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"type":"subscribe","topics":"orders"}""")]
    [InlineData("""{"type":"subscribe","topics":[null]}""")]
    [InlineData("""{"type":"subscribe","topics":[7]}""")]
    [InlineData("""{"type":"subscribe","since":7}""")]
    public async Task A_message_that_cannot_be_read_is_answered_and_ends_it(string message)
    {
        var (_, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key);
        await socket.SayAsync(Encoding.UTF8.GetBytes(message));
        Assert.Equal((4400, "message.invalid"), await socket.EndAsync());
    }

    [Fact]
    public async Task Nor_is_one_taken_that_is_too_large_or_no_text()
    {
        var (_, key) = await api.NewShopAsync();
        using var large = await api.OpenAsync(key);
        await large.SayAsync(new byte[1_000_000].Select(_ => (byte)' ').ToArray());
        Assert.Equal((1009, "message.too_large"), await large.EndAsync());
        using var binary = await api.OpenAsync(key);
        await binary.SayAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal((4400, "message.invalid"), await binary.EndAsync());
    }

    [Fact]
    public async Task A_client_that_closes_is_answered()
    {
        var (_, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key);
        await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.Equal((1000, null), await socket.EndAsync());
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_nobody_up_and_misses_nothing()
    {
        const int changes = 2_000;
        var (shelf, key) = await api.NewShopAsync();
        using var slow = await api.OpenAsync(key);
        using var quick = await api.OpenAsync(key);
        var seen = Task.Run(async () =>
        {
            while ((await quick.NextAsync()).GetProperty("cursor").GetString() != $"{changes}")
            {
                // Until the last.
            }
        });
        // Hardly to be compressed, so that it fills every buffer on the way.
        var random = new Random(7);
        var titles = Enumerable.Range(0, 8).Select(_ => Convert.ToHexString(Enumerable.Range(0, 1_500).Select(_ => (byte)random.Next(256)).ToArray())).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var i = lane; i < changes; i += 8) await shelf.StoreAsync($"SKU-{i:0000}", 1, title: titles[lane]);
        }));
        await seen.WaitAsync(TimeSpan.FromSeconds(20));
        for (var position = 1; position <= changes; position++) Assert.Equal($"{position}", (await slow.NextAsync()).GetProperty("cursor").GetString());
    }

    [Fact]
    public async Task A_revoked_key_closes_it_and_says_so()
    {
        var (shelf, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key);
        await socket.MessageAsync("heartbeat"); // after more than one look at the keys
        await api.RevokeAsync(shelf);
        Assert.Equal((4401, "auth.invalid"), await socket.EndAsync());
    }

    [Fact]
    public async Task A_token_whose_time_is_over_closes_it_and_says_so()
    {
        var (_, key) = await api.NewShopAsync();
        using var socket = await api.OpenAsPageAsync(await api.SignInAsync(key), SocketsUnderTest.Origin);
        Assert.Equal("creatorflow.v1", socket.Socket.SubProtocol);
        Assert.Equal((4401, "auth.expired"), await socket.EndAsync());
    }

    [Fact]
    public async Task So_does_a_stream_of_events_end_with_its_token()
    {
        var (_, key) = await api.NewShopAsync();
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {await api.SignInAsync(key)}" } } };
        using var stream = await LiveStream.BeginAsync(await http.GetAsync(new Uri($"{api.Gateway}/api/v1/stream"), HttpCompletionOption.ResponseHeadersRead));
        await stream.UntilEndAsync();
    }

    [Fact]
    public async Task A_page_of_a_foreign_origin_is_refused_whatever_it_shows()
    {
        var (_, key) = await api.NewShopAsync();
        var token = await api.SignInAsync(key);
        foreach (var foreign in new[] { "https://evil.example", "null", $"{SocketsUnderTest.Origin}.evil.example", "http://shop.example" })
            Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(api.OpenAsPageAsync(token, foreign)));
        (await api.OpenAsPageAsync(token, api.Gateway)).Dispose();
        (await api.OpenAsPageAsync(token, SocketsUnderTest.Origin)).Dispose();
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_key_with_a_wrong_one_or_with_a_token_in_the_address()
    {
        var (_, key) = await api.NewShopAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(LiveSocket.OpenAsync($"{api.Gateway}/ws", _ => { })));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(LiveSocket.OpenAsync($"{api.Gateway}/ws?access_token={key}", _ => { })));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(api.OpenAsync("cf_wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(api.OpenAsPageAsync("wrong", SocketsUnderTest.Origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(api.OpenAsync((await api.NewShopAsync("ops")).Key)));
        (await api.OpenAsync((await api.NewShopAsync("read_only")).Key)).Dispose();
    }

    [Fact]
    public async Task One_creators_socket_never_carries_the_others_changes()
    {
        var (mine, key) = await api.NewShopAsync();
        var (others, _) = await api.NewShopAsync();
        using var socket = await api.OpenAsync(key);
        for (var i = 1; i <= 50; i++)
        {
            await others.StoreAsync($"theirs-{i}", 1);
            await mine.StoreAsync($"mine-{i}", 1);
        }
        for (var i = 1; i <= 50; i++) Assert.Equal($"mine-{i}", await socket.NextIdAsync());
    }

    private static async Task<HttpStatusCode> RefusedAsync(Task<LiveSocket> opening)
    {
        // The client tells the status in its message alone.
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => opening);
        return new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest }.Single(status => refused.Message.Contains($"'{(int)status}'", StringComparison.Ordinal));
    }
}
