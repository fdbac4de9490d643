using System.Collections.Immutable;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Asks that every channel shows what is available by now.</summary>
/// <param name="Critical">It must not wait.</param>
/// <param name="DecidedAt">When it was decided, by our clock.</param>
internal sealed record TellChannels(bool Critical, DateTimeOffset DecidedAt) : StockCommand;

/// <summary>A push is on its way.</summary>
internal sealed record SendPush(string RunId, string ConnectionId, string ListingId, string ChannelLocation, DateTimeOffset SentAt) : StockCommand;

/// <summary>What became of a push; without a code the channel took it.</summary>
internal sealed record AnswerPush(
    string RunId, string ConnectionId, string ListingId, string ChannelLocation, long Quantity, int Attempts, long LatencyMs, string? FailureCode, DateTimeOffset AnsweredAt) : StockCommand;

/// <summary>
/// What channels are told. From the moment a push is on its way its echo is recognised, even when it comes before the
/// channel's answer is booked; the answer makes it what the channel shows.
/// </summary>
internal static class StockPushes
{
    /// <summary>Pushes of one location whose answers are outstanding; more than this many are not under way at once.</summary>
    private const int MostOpen = 8;

    private static readonly ImmutableHashSet<string> Told = [Platforms.Shopify, Platforms.TikTok, Platforms.Instagram, Platforms.Amazon];

    public static IReadOnlyList<StockEvent> Tell(TellChannels c, StockState stock)
    {
        var targets = Wanted(stock).ToList();
        if (targets.Count == 0) return [];
        return [new SyncStarted { RunId = c.Origin.Key, Targets = targets, Critical = c.Critical || targets.Exists(t => t.Quantity == 0), OccurredAt = c.DecidedAt }];
    }

    /// <summary>Whether a channel shows, and is being told, something else than it should.</summary>
    public static bool AnyToTell(StockState stock) => !stock.Channels.IsEmpty && Wanted(stock).Any();

    /// <summary>What nobody ever counted is told to nobody.</summary>
    private static IEnumerable<SyncTarget> Wanted(StockState stock) => stock.NeverCounted && !stock.IsBundle
        ? [] : stock.Channels.Where(CanBeTold).SelectMany(l => Due(l, stock)).Where(d => IsWanted(d, stock));

    public static IReadOnlyList<StockEvent> Send(SendPush c, StockState stock)
    {
        if (stock.Channel(c.ConnectionId, c.ListingId) is not { } listing || Find(listing, c.ChannelLocation, c.RunId) is not { SentAt: null } push) return [];
        return [new SyncSent { RunId = c.RunId, ConnectionId = c.ConnectionId, ListingId = c.ListingId, ChannelLocation = c.ChannelLocation, Quantity = push.Quantity, OccurredAt = c.SentAt }];
    }

    public static IReadOnlyList<StockEvent> Answer(AnswerPush c, StockState stock)
    {
        if (stock.Channel(c.ConnectionId, c.ListingId) is not { } listing || Find(listing, c.ChannelLocation, c.RunId) is not { } push) return [];
        if (c.FailureCode is { } code) return
        [
            new SyncFailed
            {
                RunId = c.RunId, ConnectionId = c.ConnectionId, ListingId = c.ListingId, ChannelLocation = c.ChannelLocation, Quantity = c.Quantity,
                Attempts = c.Attempts, Code = code, OccurredAt = c.AnsweredAt,
            },
        ];
        var completed = new SyncCompleted
        {
            RunId = c.RunId, ConnectionId = c.ConnectionId, ListingId = c.ListingId, ChannelLocation = c.ChannelLocation, Quantity = c.Quantity,
            Attempts = c.Attempts, LatencyMs = c.LatencyMs, OccurredAt = c.AnsweredAt,
        };
        if (push.WasSeen(c.AnsweredAt)) return [completed];
        return [.. Corrections(new(c.AnsweredAt, c.RunId, c.Quantity, ShowingKind.Told), c.Origin, listing, c.ChannelLocation, stock), completed];
    }

    /// <summary>A report of a quantity that is on its way to the channel and that it has not reported yet.</summary>
    public static bool IsEcho(ChannelListing? listing, string channelLocation, Showing reported, bool isLatest) =>
        Open(listing, channelLocation).Any(p => p.IsEchoedBy(reported, isLatest));

    public static StockState Evolve(StockState stock, SyncStarted e) => e.Targets.Aggregate(stock, (s, target) => Change(s, target.ConnectionId, target.ListingId, target.ChannelLocation,
        open => Latest(open.Add(new ChannelPush { RunId = e.RunId, Quantity = target.Quantity }))));

    public static StockState Evolve(StockState stock, SyncSent e) => Change(stock, e.ConnectionId, e.ListingId, e.ChannelLocation,
        open => [.. open.Select(p => p.RunId == e.RunId ? p with { SentAt = e.OccurredAt } : p)]);

    /// <summary>The channel shows it from its answer on, unless it has reported since.</summary>
    public static StockState Evolve(StockState stock, SyncCompleted e)
    {
        var seen = stock.Channel(e.ConnectionId, e.ListingId) is { } told && Find(told, e.ChannelLocation, e.RunId)?.WasSeen(e.OccurredAt) == true;
        stock = Change(stock, e.ConnectionId, e.ListingId, e.ChannelLocation, open => open.RemoveRange(0, open.FindIndex(p => p.RunId == e.RunId) + 1));
        if (stock.Channel(e.ConnectionId, e.ListingId) is not { } listing) return stock;
        var known = listing.Reports.GetValueOrDefault(e.ChannelLocation) ?? new ChannelReport { Location = FirstPlace(stock) };
        var stale = seen || (!known.Showings.IsEmpty && known.Before(e.OccurredAt, e.RunId) is null);
        var shown = stale ? known : known.Shows(new(e.OccurredAt, e.RunId, e.Quantity, ShowingKind.Told));
        return stock.Replace(listing with { Reports = listing.Reports.SetItem(e.ChannelLocation, shown with { Pushed = e.Quantity, PushedAt = e.OccurredAt }) });
    }

    public static StockState Evolve(StockState stock, SyncFailed e)
    {
        if (e.Code == SyncFailed.HeldByChannel && stock.Channel(e.ConnectionId, e.ListingId) is { } held) stock = stock.Replace(held with { HeldByChannel = true });
        return Change(stock, e.ConnectionId, e.ListingId, e.ChannelLocation, open => e.Code is not (SyncFailed.Stale or SyncFailed.HeldByChannel) && open[^1].RunId == e.RunId
            ? open.SetItem(open.Count - 1, open[^1] with { Failed = true })
            : open.RemoveAll(p => p.RunId == e.RunId));
    }

    /// <summary>The channel reported what it was told; what it was told before that is over.</summary>
    public static StockState Confirm(StockState stock, StockUpdated e) => Change(stock, e.ConnectionId!, e.ListingId!, e.ChannelLocation!, open =>
    {
        var seen = open.FindIndex(p => p.IsAwaited && p.Quantity == e.Reported);
        return [.. open.Select((p, i) => i <= seen ? p with { SeenAt = e.OccurredAt } : p)];
    });

    /// <summary>
    /// What a listing is to show: per location of its channel what is available at the places behind it, a buffer taken off
    /// the first ones; a channel that never named a location gets all there is.
    /// </summary>
    public static IEnumerable<SyncTarget> Due(ChannelListing listing, StockState stock)
    {
        var buffer = stock.Settings.BufferOf(listing.ConnectionId);
        if (stock.IsBundle || listing.Reports.Keys.All(name => name.Length == 0))
        {
            var all = stock.IsBundle ? stock.BundleAvailable : stock.Places.Values.Sum(p => p.Available);
            var name = listing.Reports.IsEmpty ? "" : listing.Reports.Keys.First();
            yield return Target(listing, name, all - buffer);
            yield break;
        }
        var served = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, report) in listing.Reports)
        {
            var available = served.Add(report.Location) ? Math.Max(0, stock.Place(report.Location).Available) : 0;
            var held = Math.Min(buffer, available);
            buffer -= held;
            yield return Target(listing, name, available - held);
        }
    }

    /// <summary>Where a channel's sales and reports are booked that never named a location: at the place that orders take from first.</summary>
    private static string FirstPlace(StockState stock) =>
        stock.Places.Keys.OrderBy(stock.Settings.PriorityOf).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault() ?? Stock.DefaultLocation;

    /// <summary>Shopify counts by named locations alone: until it has named one, nobody knows which is meant.</summary>
    private static bool CanBeTold(ChannelListing listing) =>
        Told.Contains(listing.Platform) && !listing.HeldByChannel && (listing.Platform != Platforms.Shopify || !listing.Reports.IsEmpty);

    private static SyncTarget Target(ChannelListing listing, string channelLocation, long quantity)
    {
        var shown = listing.Reports.GetValueOrDefault(channelLocation)?.Shown;
        return new()
        {
            ConnectionId = listing.ConnectionId, ListingId = listing.ListingId, ChannelLocation = channelLocation, Expected = shown,
            Quantity = Math.Max(0, IsHeld(listing, channelLocation) && shown is { } own ? own : quantity),
        };
    }

    /// <summary>A location of Amazon's is one of its own warehouses, whose goods it counts itself: what it shows there is right.</summary>
    private static bool IsHeld(ChannelListing listing, string channelLocation) => listing.HeldByChannel || (listing.Platform == Platforms.Amazon && channelLocation.Length > 0);

    private static bool IsWanted(SyncTarget target, StockState stock) =>
        (Open(stock.Channel(target.ConnectionId, target.ListingId), target.ChannelLocation) is { IsEmpty: false } open ? open[^1].Quantity : target.Expected) != target.Quantity;

    /// <summary>
    /// A report made after the push was taken, but booked before that was known, was compared with what the channel showed before
    /// it: the part of its difference that was our own doing is taken back.
    /// </summary>
    public static IEnumerable<StockEvent> Corrections(Showing taken, UpdateOrigin origin, ChannelListing listing, string channelLocation, StockState stock)
    {
        if (listing.Reports.GetValueOrDefault(channelLocation) is not { } report) yield break;
        if (report.After(taken.At, taken.Key) is not { Kind: ShowingKind.Counted } next || report.Before(taken.At, taken.Key) is not { } last) yield break;
        var before = report.Expected(last, taken.At);
        var change = taken.Available - before;
        if (change == 0) yield break;
        var place = stock.Place(report.Location);
        var after = StockEvaluation.Of(place.Corrected(next.Key!, next.At, -change), stock.Promises(report.Location), stock.Settings.Conflicts);
        yield return new StockUpdated
        {
            Location = report.Location, Effect = "pushed", Set = change, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand, Expected = before, Reported = taken.Available,
            ConnectionId = listing.ConnectionId, ListingId = listing.ListingId, ChannelLocation = channelLocation, OccurredAt = taken.At,
            UndoneKey = next.Key, UndoneAt = next.At, Source = origin.Source, Key = origin.Key,
        };
        foreach (var conflict in StockConflicts.Changes(stock, report.Location, after)) yield return conflict;
    }

    private static ImmutableList<ChannelPush> Open(ChannelListing? listing, string channelLocation) => listing?.Pushes.GetValueOrDefault(channelLocation) ?? [];

    private static ChannelPush? Find(ChannelListing listing, string channelLocation, string runId) => Open(listing, channelLocation).Find(p => p.RunId == runId);

    private static ImmutableList<ChannelPush> Latest(ImmutableList<ChannelPush> open) => open.Count > MostOpen ? open.RemoveRange(0, open.Count - MostOpen) : open;

    private static StockState Change(StockState stock, string connectionId, string listingId, string channelLocation, Func<ImmutableList<ChannelPush>, ImmutableList<ChannelPush>> change)
    {
        if (stock.Channel(connectionId, listingId) is not { } listing) return stock;
        var open = change(Open(listing, channelLocation));
        return stock.Replace(listing with { Pushes = open.IsEmpty ? listing.Pushes.Remove(channelLocation) : listing.Pushes.SetItem(channelLocation, open) });
    }
}
