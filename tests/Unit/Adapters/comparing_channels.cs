using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Reconciling;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Tests.Unit.Adapters;

public class Comparing_channels
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What is due and believed, the push with seconds since its answer, what the channel shows, and why it differs.</summary>
    public static TheoryData<string, long, long?, string?, double, long, string?> Cases => new()
    {
        { "it shows what it should", 5, 5, null, 0, 5, null },
        { "it shows what it should although a push was given up", 5, 7, "dead", 900, 5, null },
        { "a push waits", 5, 7, "waiting", 0, 7, nameof(DriftCause.InFlight) },
        { "a push waits, and it changed there as well", 5, 7, "waiting", 0, 6, nameof(DriftCause.InFlight) },
        { "it took the push a moment ago", 5, 5, "done", 10, 7, nameof(DriftCause.EchoAwaited) },
        { "it took the push long ago", 5, 5, "done", 61, 7, nameof(DriftCause.LostWebhook) },
        { "a push was given up", 5, 7, "dead", 900, 7, nameof(DriftCause.FailedPush) },
        { "a push was refused", 5, 7, "failed", 900, 7, nameof(DriftCause.FailedPush) },
        { "a push was given up, and it changed there since", 5, 7, "dead", 900, 4, nameof(DriftCause.LostWebhook) },
        { "it changed there", 5, 5, null, 0, 4, nameof(DriftCause.LostWebhook) },
        { "it went to zero there", 5, 5, null, 0, 0, nameof(DriftCause.LostWebhook) },
        { "nobody tells it", 5, 7, null, 0, 7, nameof(DriftCause.NotTold) },
        { "it never reported", 5, null, null, 0, 7, nameof(DriftCause.NeverReported) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_difference_has_its_cause(string what, long due, long? believed, string? push, double answeredSecondsAgo, long shown, string? cause)
    {
        var known = Known(due, believed) with { Push = push is null ? null : new(push, due, push == "waiting" ? null : Now.AddSeconds(-answeredSecondsAgo)) };
        Assert.True(cause == Compare(shown, known, known)?.Cause.ToString(), what);
    }

    [Fact]
    public void While_paused_what_waits_is_paused() =>
        Assert.Equal(DriftCause.Paused, Comparison.Of(Shows(7), Waiting, Waiting, true, At with { Paused = true })?.Cause);

    [Fact]
    public void A_listing_that_nobody_knows_is_unlinked() => Assert.Equal(DriftCause.UnlinkedListing, Comparison.Of(Shows(7), null, null, false, At)?.Cause);

    [Fact]
    public void An_unlinked_listings_own_number_is_compared_too()
    {
        Assert.Equal(DriftCause.UnlinkedListing, Compare(4, Known(5, 5) with { Unlinked = true }, Known(5, 5) with { Unlinked = true })?.Cause);
        Assert.Null(Compare(5, Known(5, 5) with { Unlinked = true }, Known(5, 5) with { Unlinked = true }));
    }

    [Fact]
    public void An_unlinked_listing_whose_name_no_webhook_told_is_shown_though_its_number_is_right()
    {
        var unlinked = Known(5, 5) with { Unlinked = true };
        Assert.Equal(DriftCause.UnlinkedListing, Comparison.Of(Shows(5) with { Sku = "MUG" }, unlinked, unlinked, true, At)?.Cause);
        var told = unlinked with { SellerSku = "MUG" };
        Assert.Null(Comparison.Of(Shows(5) with { Sku = "MUG" }, told, told, true, At));
        Assert.Null(Comparison.Of(Shows(5) with { Sku = "MUG" }, Known(5, 5), Known(5, 5), true, At));
    }

    [Fact]
    public void A_known_listing_elsewhere_is_at_an_unknown_location() => Assert.Equal(DriftCause.UnknownLocation, Comparison.Of(Shows(7), null, null, true, At)?.Cause);

    [Fact]
    public void What_changed_while_it_was_read_is_in_flight_and_right_if_it_was_right_before_or_is_now()
    {
        Assert.Equal(DriftCause.InFlight, Compare(7, Known(5, 5), Known(4, 4))?.Cause);
        Assert.Null(Compare(5, Known(5, 5), Known(4, 4)));
        Assert.Null(Compare(4, Known(5, 5), Known(4, 4)));
    }

    [Fact]
    public void What_the_channel_does_not_count_is_not_compared() => Assert.Null(Comparison.Of(new("L", "loc", null), Known(5, 5), Known(5, 5), true, At));

    [Fact]
    public void What_it_showed_and_no_longer_lists_is_missing_what_it_never_showed_is_not()
    {
        Assert.Equal(DriftCause.Missing, Comparison.Missing(Known(5, 5))?.Cause);
        Assert.Null(Comparison.Missing(Known(5, null)));
    }

    [Fact]
    public void Every_cause_has_its_repair() => Assert.Equal(
        [
            (DriftCause.InFlight, Repair.None), (DriftCause.EchoAwaited, Repair.None), (DriftCause.Paused, Repair.None), (DriftCause.FailedPush, Repair.Retried),
            (DriftCause.LostWebhook, Repair.Reported), (DriftCause.NotTold, Repair.Reported), (DriftCause.NeverReported, Repair.Reported),
            (DriftCause.UnlinkedListing, Repair.Reported), (DriftCause.UnknownLocation, Repair.Reported), (DriftCause.Unplaced, Repair.None), (DriftCause.Missing, Repair.None),
        ],
        Enum.GetValues<DriftCause>().Select(c => (c, new Drift("L", "", 1, null, c).Repair)));

    [Fact]
    public void Listings_are_counted_once_whatever_their_locations()
    {
        var known = new KnownStock(Now, new[] { In("A", "x"), In("A", "y"), In("B", "x"), In("C", "x") with { Push = new("waiting", 5, null), Believed = 7 }, In("GONE", "x") }.ToDictionary(e => (e.ListingId, e.Location)));
        var seen = new[] { ("A", "x", 4L), ("A", "y", 3L), ("B", "x", 5L), ("C", "x", 7L) }.Select(s => new SeenListing(new(s.Item1, s.Item2, s.Item3), known, Now)).ToList();
        var found = RunComparison.Of(seen, known, At).Findings(2);
        Assert.Equal((4, 1, 1, 2, 4), (found.Listings, found.Matching, found.Settling, found.Drifting, found.Drifts.Count));
    }

    [Fact]
    public void Repairs_are_reports_of_the_channel_and_retries_one_by_one()
    {
        var connection = new Connection { Id = "shop", CreatorId = "me", Platform = "shopify", Name = "Shop", Settings = new Dictionary<string, string>(), Secrets = new() { Current = "secret" }, UpdatedAt = Now };
        var seen = new SeenListing(new("NEW", "loc", 3) { Sku = "TEE", Title = "Tee" }, Books(), Now.AddMinutes(-1));
        var lost = new SeenListing(new("L", "loc", 4), Books(Known(5, 5)), Now.AddMinutes(-1));
        (Drift, SeenListing?)[] drifts =
        [
            (new("NEW", "loc", 3, null, DriftCause.UnlinkedListing), seen), (new("L", "loc", 4, Known(5, 5), DriftCause.LostWebhook), lost),
            (new("F", "loc", 7, Known(5, 7), DriftCause.FailedPush), lost), (new("W", "loc", 7, Waiting, DriftCause.InFlight), lost),
        ];
        var told = RunReport.Of(new("me", "run", "shop", false, 1), connection, drifts, Now).ToList();
        Assert.Equal([("shop", "shopify"), ("manual", "manual")], told.Select(d => (d.ConnectionId, d.Platform)));
        Assert.Equal("TEE", Assert.IsType<ListingSeen>(told[0].Events[0]).Sku);
        Assert.Equal([("NEW", 3L), ("L", 4L)], told[0].Events.OfType<StockReported>().Select(e => (e.ListingId, e.Available!.Value)));
        Assert.All(told[0].Events, e => Assert.Equal(Now.AddMinutes(-1), e.OccurredAt));
        Assert.Equal(("SKU", "shop", "F"), Assert.IsType<PushRetried>(Assert.Single(told[1].Events)) is var retry ? (retry.Sku, retry.ConnectionId, retry.ListingId) : default);
    }

    [Fact]
    public void A_listing_that_stands_alone_is_reported_with_its_name_before_its_number()
    {
        var connection = new Connection { Id = "shop", CreatorId = "me", Platform = "shopify", Name = "Shop", Settings = new Dictionary<string, string>(), Secrets = new() { Current = "s" }, UpdatedAt = Now };
        var unlinked = Known(5, 5) with { Unlinked = true };
        var seen = new SeenListing(Shows(5) with { Sku = "TEE" }, Books(unlinked), Now);
        var told = Assert.Single(RunReport.Of(new("me", "run", "shop", false, 1), connection, [(new("L", "loc", 5, unlinked, DriftCause.UnlinkedListing), seen)], Now));
        Assert.Equal(("TEE", 5), (Assert.IsType<ListingSeen>(told.Events[0]).Sku, Assert.IsType<StockReported>(told.Events[1]).Available));
    }

    [Fact]
    public void What_a_person_did_not_choose_is_shown_and_left()
    {
        var known = Books(In("ONE", "loc"), In("TWO", "loc"));
        var seen = new[] { "ONE", "TWO" }.Select(id => new SeenListing(new(id, "loc", 4), known, Now)).ToList();
        var found = RunComparison.Of(seen, known, At).Choosing(new HashSet<string> { "TWO" });
        Assert.Equal([("ONE", Repair.None), ("TWO", Repair.Reported)], found.Drifts.Select(d => (d.Drift.ListingId, d.Drift.Repair)));
        Assert.All(found.Drifts, d => Assert.Equal(DriftCause.LostWebhook, d.Drift.Cause));
        Assert.Equal(2, found.Findings(1).Drifting);
    }

    [Fact]
    public void A_channel_that_reports_without_locations_is_compared_without_them_while_it_names_one()
    {
        var known = Books(In("ONE", ""), In("NEW", "") with { Believed = null }, In("TWO", ""), In("OWN", "w1"));
        var seen = new[] { ("ONE", "w1", 5L), ("NEW", "w1", 3L), ("TWO", "w1", 4L), ("TWO", "w2", 1L), ("OWN", "w1", 5L), ("UNKNOWN", "w1", 2L) }
            .Select(s => new SeenListing(new(s.Item1, s.Item2, s.Item3), known, Now)).ToList();
        var found = RunComparison.Of(seen, known, At with { NamesLocations = false });
        Assert.Equal(
            [("NEW", "", DriftCause.NeverReported), ("TWO", "w1", DriftCause.Unplaced), ("TWO", "w2", DriftCause.Unplaced), ("UNKNOWN", "", DriftCause.UnlinkedListing)],
            found.Drifts.Select(d => (d.Drift.ListingId, d.Drift.Location, d.Drift.Cause)).OrderBy(d => d.ListingId, StringComparer.Ordinal).ThenBy(d => d.Location, StringComparer.Ordinal));
        Assert.Equal(5, found.Listings);
    }

    private static KnownStock Books(params ExpectedStock[] known) => new(Now, known.ToDictionary(e => (e.ListingId, e.Location)));

    private static ExpectedStock Waiting => Known(5, 7) with { Push = new("waiting", 5, null) };

    private static Circumstances At => new(false, Now, TimeSpan.FromSeconds(60), true);

    private static ListedStock Shows(long units) => new("L", "loc", units);

    private static ExpectedStock Known(long due, long? believed) => new() { ListingId = "L", Location = "loc", Sku = "SKU", Due = due, Believed = believed };

    private static ExpectedStock In(string listing, string location) => Known(5, 5) with { ListingId = listing, Location = location };

    private static Drift? Compare(long shown, ExpectedStock? before, ExpectedStock? after) => Comparison.Of(Shows(shown), before, after, true, At);
}
