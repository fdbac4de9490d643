using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Projection.Pushes;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>One SKU with ten units that Shopify and TikTok both show.</summary>
public class Telling_channels
{
    private readonly BooksScenario books = new BooksScenario()
        .When(new ListingSeen { OccurredAt = At(0), ListingId = "s", Sku = "MUG" }, Shows("s", 10, at: 1))
        .WhenTikTok(new ListingSeen { OccurredAt = At(2), ListingId = "t", Sku = "MUG" }, Shows("t", 10, at: 3));

    public Telling_channels() => books.WhenTikTok(new PushAnswered
    {
        OccurredAt = At(4), Sku = "MUG", RunId = books.Pushes[^1].RunId, ConnectionId = "tt", ListingId = "t", ChannelLocation = "", Quantity = 10, Attempts = 1, LatencyMs = 1,
    });

    private StockState Mug => books.Stock("MUG");

    [Fact]
    public void A_sale_on_one_channel_is_told_to_the_other_alone()
    {
        Sold("1", at: 10);
        Assert.Equal(("shop", 9L, 10L, true), (Wanted.Target.ConnectionId, Wanted.Target.Quantity, Wanted.Target.Expected, Wanted.Critical));
        Assert.DoesNotContain(books.Pushes, p => p.Target is { ConnectionId: "tt", Quantity: 9 });
    }

    [Fact]
    public void What_is_wanted_already_is_not_wanted_again()
    {
        Sold("1", at: 10);
        var count = books.Pushes.Count;
        books.WhenTikTok(Shows("t", 9, at: 11));
        Assert.Equal(count, books.Pushes.Count);
    }

    [Fact]
    public void A_channel_that_took_it_shows_it()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12);
        var shown = Mug.Channel("shop", "s")!.Reports[""];
        Assert.Equal((9L, 9L, At(12)), (shown.Available, shown.Pushed!.Value, shown.PushedAt!.Value));
        Assert.Empty(Mug.Channel("shop", "s")!.Pushes);
    }

    [Fact]
    public void An_echo_before_the_answer_changes_nothing()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        books.When(Shows("s", 9, at: 12));
        Answer(at: 11.5);
        Assert.Equal((10, 1), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void An_echo_after_the_answer_changes_nothing()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12);
        books.When(Shows("s", 9, at: 13));
        Assert.Equal((10, 1), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void An_echo_in_whole_seconds_that_seems_older_than_its_push_changes_nothing()
    {
        Sold("1", at: 10);
        Begin(at: 11.2);
        Answer(at: 11.4);
        books.When(Shows("s", 9, at: 11));
        Assert.Equal((10, 1), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void Two_pushes_in_a_second_and_their_echoes_change_nothing()
    {
        foreach (var (order, at) in new[] { ("1", 10.1), ("2", 10.5) })
        {
            Sold(order, at);
            Begin(at + 0.1);
            Answer(at + 0.2);
        }
        books.When(Shows("s", 9, at: 10), Shows("s", 8, at: 10));
        Assert.Equal((10, 2), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void An_echo_is_one_of_its_push_and_a_later_report_of_the_number_counts()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12);
        books.When(Shows("s", 9, at: 12), Shows("s", 12, at: 13), Shows("s", 9, at: 14));
        Assert.Equal(10, Mug.OnHand);
        books.When(Shows("s", 7, at: 15));
        Assert.Equal(8, Mug.OnHand);
    }

    [Fact]
    public void A_report_of_the_same_number_before_anything_was_sent_is_the_channels_own_doing()
    {
        Sold("1", at: 10);
        books.When(Shows("s", 9, at: 11));
        Assert.Equal((9, 1), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void Of_a_report_made_after_a_push_that_was_booked_later_our_own_part_is_taken_back()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        var told = Wanted;
        books.When(Shows("s", 8, at: 13)); // told 9, then sold one itself
        Assert.Equal(8, Mug.OnHand);
        Answer(at: 12, told: told);
        Assert.Equal((9, 1), (Mug.OnHand, Mug.Reserved));
        books.When(Order("2", at: 13, listing: "s"));
        Assert.Equal((10, 2), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void A_stale_channel_is_told_anew_from_what_it_showed()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        books.When(Shows("s", 7, at: 12)); // what the adapter read when the channel refused
        Answer(at: 12, failure: SyncFailed.Stale);
        Assert.Equal((6L, 7L), (Wanted.Target.Quantity, Wanted.Target.Expected!.Value));
        Assert.Equal((7, 1), (Mug.OnHand, Mug.Reserved));
    }

    [Fact]
    public void A_refused_quantity_is_not_asked_for_again_by_itself_and_another_one_is()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12, failure: "shopify.user_error");
        var count = books.Pushes.Count;
        books.WhenTikTok(Shows("t", 9, at: 13));
        Assert.Equal(count, books.Pushes.Count);
        Sold("2", at: 20);
        Assert.Equal(8, Wanted.Target.Quantity);
    }

    [Fact]
    public void An_answer_that_comes_twice_counts_once()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12);
        Answer(at: 12);
        Assert.Single(books.Happened, h => h is ("sync.completed", 9));
    }

    [Fact]
    public void A_buffer_is_held_back_and_nothing_below_zero_is_told()
    {
        books.WhenManual(new SettingsChanged { OccurredAt = At(10), Sku = "MUG", Buffers = new Dictionary<string, long> { ["shop"] = 4, ["tt"] = 40 } });
        Assert.Equal([("shop", 6L), ("tt", 0L)], books.Pushes.TakeLast(2).Select(p => (p.Target.ConnectionId, p.Target.Quantity)));
    }

    [Fact]
    public void A_channel_that_names_no_location_is_told_what_stands_in_all_of_them()
    {
        var shelf = new BooksScenario().When(new ListingSeen { OccurredAt = At(0), ListingId = "s", Sku = "MUG" },
            Shows("s", 4, at: 1) with { Location = "studio" }, Shows("s", 3, at: 2) with { Location = "harbour" });
        shelf.WhenTikTok(new ListingSeen { OccurredAt = At(3), ListingId = "t", Sku = "MUG" });
        var first = shelf.Pushes[^1];
        Assert.Equal(("tt", 7L), (first.Target.ConnectionId, first.Target.Quantity));
        shelf.WhenTikTok(new PushAnswered
        {
            OccurredAt = At(4), Sku = "MUG", RunId = first.RunId, ConnectionId = "tt", ListingId = "t", ChannelLocation = "", Quantity = 7, Attempts = 1, LatencyMs = 1,
        });
        Assert.Equal(first, shelf.Pushes[^1]);
        shelf.When(Shows("s", 1, at: 5) with { Location = "harbour" });
        Assert.Equal(("tt", 5L), (shelf.Pushes[^1].Target.ConnectionId, shelf.Pushes[^1].Target.Quantity));
    }

    [Fact]
    public void What_the_channel_holds_itself_is_told_no_more_until_it_shows_the_sellers_own_stock()
    {
        Sold("1", at: 10);
        Begin(at: 11);
        Answer(at: 12, failure: SyncFailed.HeldByChannel);
        var count = books.Pushes.Count(p => p.Target.ConnectionId == "shop");
        Sold("2", at: 20);
        Assert.Equal(count, books.Pushes.Count(p => p.Target.ConnectionId == "shop"));
        books.WhenTikTok(new OrderCalledOff { OccurredAt = At(20.5), OrderId = "2" });
        books.When(Shows("s", 10, at: 21)); // and so it is to show the nine that it did not take
        Assert.Equal(count + 1, books.Pushes.Count(p => p.Target.ConnectionId == "shop"));
        Assert.Equal(9, Wanted.Target.Quantity);
    }

    [Fact]
    public void What_was_wanted_of_a_listing_is_wanted_no_more_once_it_left_in_the_same_transaction()
    {
        var sale = ("tiktok", "tt", (ChannelEvent)Order("1", at: 10, listing: "t"));
        var move = ("manual", "manual", (ChannelEvent)new ListingAssigned { OccurredAt = At(20), Platform = "shopify", ConnectionId = "shop", ListingId = "s", Sku = "CUP" });
        Assert.Contains(books.Transaction(sale).Pushes, p => p.Target is { ConnectionId: "shop", Quantity: 9 });
        var moved = books.Transaction(sale, move);
        Assert.DoesNotContain(moved.Pushes, p => p.Target.ConnectionId == "shop");
        moved.TakeBack();
        Assert.Contains(moved.Pushes, p => p.Target is { ConnectionId: "shop", Quantity: 9 });
    }

    [Fact]
    public void What_nobody_counted_is_told_to_nobody() =>
        Assert.Empty(new BooksScenario().When(new ListingSeen { OccurredAt = At(0), ListingId = "s", Sku = "NEW" }, Order("1", at: 5, listing: "s")).Pushes);

    private WantedPush Wanted => books.Pushes.Last(p => p.Target.ConnectionId == "shop");

    private void Sold(string order, double at) => books.WhenTikTok(Order(order, at, listing: "t"));

    private void Begin(double at) => books.When(new PushBegun
    {
        OccurredAt = At(at), Sku = "MUG", RunId = Wanted.RunId, ConnectionId = "shop", ListingId = "s", ChannelLocation = "",
    });

    private void Answer(double at, string? failure = null, WantedPush? told = null) => books.When(new PushAnswered
    {
        OccurredAt = At(at), Sku = "MUG", RunId = (told ?? Wanted).RunId, ConnectionId = "shop", ListingId = "s", ChannelLocation = "", Quantity = (told ?? Wanted).Target.Quantity,
        Attempts = 1, LatencyMs = 100, FailureCode = failure,
    });

    private static StockReported Shows(string listing, long available, double at) => new() { OccurredAt = At(at), ListingId = listing, Available = available };

    private static OrderPlaced Order(string id, double at, string listing) => new()
    {
        OccurredAt = At(at), OrderId = id, PlacedAt = At(at), Lines = [new() { LineId = "1", ListingId = listing, Quantity = 1 }],
    };
}
