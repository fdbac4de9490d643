using System.Collections.Concurrent;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Testing;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>What every adapter must hold. A new one closes it with an empty class and writes a <see cref="ChannelUnderTest"/>.</summary>
public abstract class ChannelAdapterCompliance : IAsyncLifetime
{
    private ChannelUnderTest channel = null!;

    internal abstract ChannelUnderTest Make();

    public async Task InitializeAsync() => await (channel = Make()).StartAsync();

    public async Task DisposeAsync()
    {
        var seen = string.Join('\n', channel.Logged.Lines);
        await channel.DisposeAsync();
        Assert.All(ChannelUnderTest.Secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wish_is_shown()
    {
        var listing = channel.MakeListing(1, 5);
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 3, 5)));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task Nothing_left_is_shown_as_nothing()
    {
        var listing = channel.MakeListing(1, 5);
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 0, 5)));
        Assert.Equal(0, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task Nobody_needs_to_know_what_was_shown_before()
    {
        var listing = channel.MakeListing(1, 5);
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 9, null)));
        Assert.Equal(9, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task What_is_shown_already_is_taken()
    {
        var listing = channel.MakeListing(1, 5);
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 5, 5)));
        Assert.Equal(5, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task The_echo_names_what_was_told_and_comes_once_however_often_it_was_told()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        await PushAsync(wish);
        await PushAsync(wish);
        if (channel.Echoes() is not { } echoes) return; // a platform that tells no quantities is read instead
        var echo = Assert.Single(echoes);
        Assert.Equal((listing.ListingId, listing.Location, 3L), (echo.ListingId, echo.Location ?? "", echo.Available));
    }

    [Fact]
    public async Task The_same_wish_twice_is_one_effect()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        await PushAsync(wish);
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task The_same_wish_after_a_restart_is_one_effect()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        await PushAsync(wish);
        await channel.RestartAdapterAsync();
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task As_many_as_fit_into_a_call_are_answered_in_their_order()
    {
        var count = Math.Min(channel.Adapter.MostPerCall, 60);
        var wishes = Enumerable.Range(1, count).Select(n => Wish(channel.MakeListing(n, 100), n, 100)).ToList();
        var results = await PushAsync(wishes);
        Assert.All(results, result => Assert.IsType<PushResult.Taken>(result));
        Assert.All(wishes, wish => Assert.Equal(wish.Quantity, channel.Shown(wish.ListingId)));
    }

    [Fact]
    public async Task As_many_calls_at_once_as_it_allows_do_not_get_into_each_others_way()
    {
        var wishes = Enumerable.Range(1, channel.Adapter.CallsAtOnce).Select(n => Wish(channel.MakeListing(n, 100), n, 100)).ToList();
        Assert.All(await Task.WhenAll(wishes.Select(PushAsync)), result => Assert.IsType<PushResult.Taken>(result));
        Assert.All(wishes, wish => Assert.Equal(wish.Quantity, channel.Shown(wish.ListingId)));
    }

    [Fact]
    public async Task One_that_fails_does_not_hold_the_others()
    {
        var wishes = Enumerable.Range(1, 3).Select(n => Wish(channel.MakeListing(n, 5), 7, 5)).ToList();
        channel.Fail(wishes[1].ListingId);
        var results = new List<PushResult>();
        foreach (var call in wishes.Chunk(channel.Adapter.MostPerCall)) results.AddRange(await PushAsync([.. call]));
        Assert.IsType<PushResult.Taken>(results[0]);
        Assert.True(results[1] is PushResult.Refused or PushResult.Unavailable, $"{results[1]}");
        Assert.IsType<PushResult.Taken>(results[2]);
        Assert.Equal([7L, 5L, 7L], wishes.Select(w => channel.Shown(w.ListingId)));
    }

    [Fact]
    public async Task A_listing_that_is_not_there_is_refused()
    {
        var listing = channel.MakeListing(1, 5);
        var result = await PushAsync(Wish(("999999999999", listing.Location), 3, 5));
        Assert.StartsWith($"{channel.Word}.", Assert.IsType<PushResult.Refused>(result).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttled_it_says_so_and_goes_on_later()
    {
        var listing = channel.MakeListing(1, 5);
        channel.Throttle(true);
        var throttled = Assert.IsType<PushResult.Unavailable>(await PushAsync(Wish(listing, 3, 5)));
        Assert.True(throttled.RetryAfter >= channel.StatedWait, $"{throttled}: the platform asked for {channel.StatedWait}; without a time to wait it counts as a failure");
        Assert.Equal(5, channel.Shown(listing.ListingId));
        channel.Throttle(false);
        await channel.RestartAdapterAsync();
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 3, 5)));
    }

    [Fact]
    public async Task Throttled_it_leaves_the_platform_alone_for_as_long_as_it_was_told()
    {
        var listing = channel.MakeListing(1, 5);
        channel.Throttle(true);
        var throttled = Assert.IsType<PushResult.Unavailable>(await PushAsync(Wish(listing, 3, 5)));
        channel.Throttle(false);
        var calls = channel.Calls;
        using var patience = new CancellationTokenSource(Less(throttled.RetryAfter!.Value / 3, TimeSpan.FromSeconds(1)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.Adapter.PushAsync(channel.Connection, [Wish(listing, 3, 5)], patience.Token));
        Assert.Equal((calls, 5L), (channel.Calls, channel.Shown(listing.ListingId)));
    }

    [Fact]
    public async Task Too_many_calls_without_a_word_of_how_long_is_no_failure_either()
    {
        var listing = channel.MakeListing(1, 5);
        channel.Instead = Answer(429, "slow down");
        var throttled = Assert.IsType<PushResult.Unavailable>(await PushAsync(Wish(listing, 3, 5)));
        Assert.True(throttled.RetryAfter > TimeSpan.Zero, $"{throttled}");
    }

    [Theory]
    [InlineData(500, "oops", "http_500")]
    [InlineData(502, "<html>", "http_502")]
    [InlineData(503, "", "http_503")]
    [InlineData(200, "<html>", "unreadable")]
    [InlineData(200, "null", "unreadable")]
    [InlineData(200, "", "unreadable")]
    public async Task What_is_no_answer_of_the_platform_is_asked_for_again(int status, string body, string code)
    {
        var listing = channel.MakeListing(1, 5);
        await PushAsync(Wish(listing, 5, 5)); // what an adapter looks up beforehand is known after this
        channel.Instead = Answer(status, body);
        Assert.Equal(new PushResult.Unavailable($"{channel.Word}.{code}"), await PushAsync(Wish(listing, 3, 5)));
        Assert.Equal(new PageAnswer.Unavailable($"{channel.Word}.{code}"), await channel.Adapter.ReadAsync(channel.Connection, null, CancellationToken.None));
        channel.Instead = null;
        Assert.IsType<PushResult.Taken>(await PushAsync(Wish(listing, 3, 5)));
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_asked_again_later()
    {
        var listing = channel.MakeListing(1, 5);
        var nowhere = channel.Connection with { Settings = new Dictionary<string, string>(channel.Connection.Settings) { ["apiBaseUrl"] = "http://127.0.0.1:1" } };
        var unreachable = $"{channel.Word}.unreachable";
        Assert.Equal([new PushResult.Unavailable(unreachable)], await channel.Adapter.PushAsync(nowhere, [Wish(listing, 3, 5)], CancellationToken.None));
        Assert.Equal(new PageAnswer.Unavailable(unreachable), await channel.Adapter.ReadAsync(nowhere, null, CancellationToken.None));
    }

    /// <summary>A redirect would carry the token to whoever answers there.</summary>
    [Fact]
    public async Task Nobody_is_followed_elsewhere()
    {
        var listing = channel.MakeListing(1, 5);
        var asked = new ConcurrentBag<string>();
        channel.Instead = context =>
        {
            asked.Add(context.Request.Path);
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        Assert.IsNotType<PushResult.Taken>(await PushAsync(Wish(listing, 3, 5)));
        Assert.IsNotType<PageAnswer.Page>(await channel.Adapter.ReadAsync(channel.Connection, null, CancellationToken.None));
        Assert.DoesNotContain("/elsewhere", asked);
    }

    [Fact]
    public async Task A_platform_that_hangs_is_unavailable_and_told_again()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        channel.Hang(true);
        Assert.Equal(new PushResult.Unavailable($"{channel.Word}.timeout"), await PushAsync(wish));
        Assert.Equal(5, channel.Shown(listing.ListingId));
        channel.Hang(false);
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task What_was_done_but_never_answered_is_told_again_and_taken()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        await PushAsync(Wish(listing, 5, 5)); // what an adapter looks up beforehand is known after this
        channel.LosesAnswers = true;
        Assert.IsType<PushResult.Unavailable>(await PushAsync(wish));
        channel.LosesAnswers = false;
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing_half()
    {
        var listing = channel.MakeListing(1, 5);
        var wish = Wish(listing, 3, 5);
        channel.Hang(true);
        using var cancelled = new CancellationTokenSource();
        var pushing = channel.Adapter.PushAsync(channel.Connection, [wish], cancelled.Token);
        await Eventually.Async(() => channel.Calls > 0);
        await cancelled.CancelAsync();
        NoSecrets((await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pushing)).ToString());
        channel.Hang(false);
        Assert.Contains(channel.Shown(listing.ListingId), new long?[] { 5, 3 });
        Assert.IsType<PushResult.Taken>(await PushAsync(wish));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task Another_token_is_refused_and_changes_nothing()
    {
        var listing = channel.MakeListing(1, 5);
        var other = channel.Connection with { Secrets = new() { Current = "another", AccessToken = "another" } };
        Assert.IsType<PushResult.Refused>(Assert.Single(await channel.Adapter.PushAsync(other, [Wish(listing, 3, 5)], CancellationToken.None)));
        Assert.IsType<PageAnswer.Refused>(await channel.Adapter.ReadAsync(other, null, CancellationToken.None));
        Assert.Equal(5, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task A_connection_without_settings_is_refused()
    {
        var bare = channel.Connection with { Settings = new Dictionary<string, string>(), Secrets = new() { Current = "" } };
        Assert.IsType<PushResult.Refused>(Assert.Single(await channel.Adapter.PushAsync(bare, [Wish(channel.MakeListing(1, 5), 3, 5)], CancellationToken.None)));
        Assert.IsType<PageAnswer.Refused>(await channel.Adapter.ReadAsync(bare, null, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_told_is_read_back_under_the_same_name()
    {
        var listings = Enumerable.Range(1, 3).Select(n => channel.MakeListing(n, n)).ToList();
        await PushAsync(Wish(listings[1], 40, 2));
        var read = (await ReadAllAsync()).ToDictionary(l => (l.ListingId, l.Location), l => l.Available);
        Assert.Equal([1L, 40L, 3L], listings.Select(l => read[l]));
    }

    [Fact]
    public async Task Every_page_is_read_once()
    {
        var listings = Enumerable.Range(1, 120).Select(n => channel.MakeListing(n, n)).ToHashSet();
        var calls = channel.Calls;
        var read = (await ReadAllAsync()).Select(l => (l.ListingId, l.Location)).ToList();
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Subset(read.ToHashSet(), listings);
        Assert.True(channel.Calls - calls > 1, "one page proves nothing");
    }

    [Fact]
    public async Task Reading_a_platform_that_throttles_or_hangs_is_unavailable()
    {
        channel.MakeListing(1, 5);
        channel.Hang(true);
        Assert.IsType<PageAnswer.Unavailable>(await channel.Adapter.ReadAsync(channel.Connection, null, CancellationToken.None));
        channel.Hang(false);
        channel.Throttle(true);
        Assert.True(Assert.IsType<PageAnswer.Unavailable>(await channel.Adapter.ReadAsync(channel.Connection, null, CancellationToken.None)).RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Of_two_wishes_that_wait_the_newer_is_told_alone()
    {
        await using var wishes = await WishTable.OpenAsync();
        var listing = channel.MakeListing(1, 5);
        await wishes.WishAsync(channel.Connection, listing, 9, "older", 5);
        await wishes.WishAsync(channel.Connection, listing, 3, "newer", 5);
        Assert.Equal(3, Assert.Single(await wishes.TellAsync(channel.Connection, channel.Adapter)).Quantity);
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task A_newer_wish_during_a_call_is_told_after_it_and_wins()
    {
        await using var wishes = await WishTable.OpenAsync();
        var listing = channel.MakeListing(1, 5);
        await wishes.WishAsync(channel.Connection, listing, 9, "older", 5);
        var claimed = await wishes.Store.ClaimAsync(channel.Connection, 1, CancellationToken.None);
        await wishes.WishAsync(channel.Connection, listing, 3, "newer", 5);
        Assert.Empty(await wishes.TellAsync(channel.Connection, channel.Adapter));
        await wishes.TellAsync(channel.Connection, channel.Adapter, claimed);
        var told = Assert.Single(await wishes.TellAsync(channel.Connection, channel.Adapter));
        Assert.Equal((3, 9L), (told.Quantity, told.Expected));
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    [Fact]
    public async Task Paused_nothing_is_told_and_on_resume_the_newest_alone()
    {
        await using var wishes = await WishTable.OpenAsync();
        var listing = channel.MakeListing(1, 5);
        await wishes.SaveAsync(channel.Connection, paused: true);
        await wishes.WishAsync(channel.Connection, listing, 9, "older", 5);
        Assert.Empty(await wishes.TellAsync(channel.Connection, channel.Adapter));
        await wishes.WishAsync(channel.Connection, listing, 3, "newer", 5);
        Assert.DoesNotContain(channel.Connection.Id, (await wishes.Store.WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        Assert.Equal(5, channel.Shown(listing.ListingId));
        await wishes.SaveAsync(channel.Connection, paused: false);
        Assert.Contains(channel.Connection.Id, (await wishes.Store.WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        Assert.Equal(3, Assert.Single(await wishes.TellAsync(channel.Connection, channel.Adapter)).Quantity);
        Assert.Equal(3, channel.Shown(listing.ListingId));
    }

    private static PushItem Wish((string ListingId, string Location) listing, long quantity, long? expected) =>
        new(listing.ListingId, listing.Location, quantity, expected, Guid.CreateVersion7());

    private async Task<PushResult> PushAsync(PushItem wish) => Assert.Single(await PushAsync([wish]));

    private async Task<IReadOnlyList<PushResult>> PushAsync(IReadOnlyList<PushItem> wishes)
    {
        var results = await channel.Adapter.PushAsync(channel.Connection, wishes, CancellationToken.None);
        Assert.Equal(wishes.Count, results.Count);
        NoSecrets(string.Join('\n', results));
        Assert.All(results.Select(CodeOf).OfType<string>(), code => Assert.Matches("^[a-z]+\\.[a-z0-9_]+$", code));
        return results;
    }

    private async Task<IReadOnlyList<ListedStock>> ReadAllAsync()
    {
        var read = new List<ListedStock>();
        string? cursor = null;
        do
        {
            var page = Assert.IsType<PageAnswer.Page>(await channel.Adapter.ReadAsync(channel.Connection, cursor, CancellationToken.None));
            NoSecrets(page.Next ?? "");
            Assert.True(page.Next is null || page.Next != cursor, "a page must not lead to itself");
            read.AddRange(page.Listings);
            cursor = page.Next;
        }
        while (cursor is not null);
        return read;
    }

    private static string? CodeOf(PushResult result) => result switch
    {
        PushResult.Refused refused => refused.Code,
        PushResult.Unavailable unavailable => unavailable.Code,
        _ => null,
    };

    private static RequestDelegate Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static TimeSpan Less(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void NoSecrets(string text) => Assert.All(ChannelUnderTest.Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
}
