using System.Globalization;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Projection.Pushes;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>
/// A SKU on two channels in simulated time: customers buy, cancel and are sent their goods, what the channels say of it arrives late and twice, and the
/// books' pushes change what the channels show. Shopify compares before it takes a number, TikTok takes any.
/// </summary>
internal sealed class SimulatedShop
{
    private const string Sku = "MUG";
    private const long Counted = 500;
    private readonly PriorityQueue<Action, (double Time, int Number)> agenda = new();
    private readonly Dictionary<string, long> shown = new() { ["shopify"] = Counted, ["tiktok"] = Counted };
    private readonly Dictionary<string, WantedPush> wanted = [];
    private readonly HashSet<string> pushing = [];
    private readonly List<Sale> sales = [];
    private readonly BooksScenario books = new();
    private double now;
    private int number;

    public SimulatedShop()
    {
        foreach (var channel in shown.Keys)
        {
            Hear(channel, new ListingSeen { OccurredAt = At(-200), ListingId = channel, Sku = Sku });
            Hear(channel, Reported(channel, -100, Counted));
        }
    }

    /// <summary>What a plain count says.</summary>
    public long OnHand { get; private set; } = Counted;
    public long Reserved => sales.Sum(s => s.Open);
    public (long OnHand, long Reserved) Books => (books.Stock(Sku).OnHand, books.Stock(Sku).Reserved);
    public long Shown(string channel) => shown[channel];

    /// <summary>All that was heard and done, for a failure's message.</summary>
    public List<string> Log { get; } = [];

    public void Run(IReadOnlyList<Happening> day)
    {
        for (var i = 0; i < day.Count; i++)
        {
            var happening = day[i];
            Later(60.0377 + i * 2, () => Happen(happening));
        }
        while (agenda.TryDequeue(out var action, out var at))
        {
            now = at.Time;
            action();
        }
    }

    private void Happen(Happening h)
    {
        var open = sales.Where(s => s.Open > 0).ToList();
        if (h.Kind is 0 or 1 && open.Count > 0) End(open[h.Which % open.Count], h);
        else if (h.Kind == 2) Adjust(h);
        else Sell(h);
    }

    private void Sell(Happening h)
    {
        var sale = new Sale(string.Create(CultureInfo.InvariantCulture, $"o{sales.Count}"), h.Channel == 0 ? "shopify" : "tiktok") { Open = h.Quantity };
        sales.Add(sale);
        Say(sale.Channel, h, -sale.Open, new OrderPlaced
        {
            OccurredAt = At(now), OrderId = sale.Order, PlacedAt = At(now), Lines = [new() { LineId = "1", ListingId = sale.Channel, Quantity = sale.Open }],
        });
    }

    private void End(Sale sale, Happening h)
    {
        if (h.Kind == 0) Say(sale.Channel, h, sale.Open, new OrderCalledOff { OccurredAt = At(now), OrderId = sale.Order });
        else
        {
            OnHand -= sale.Open;
            Say(sale.Channel, h, 0, new OrderDispatched { OccurredAt = At(now), OrderId = sale.Order, ShipmentId = "s", TrackingNumber = "1Z" });
        }
        sale.Open = 0;
    }

    private void Adjust(Happening h)
    {
        var delta = h.Quantity % 2 == 0 ? h.Quantity : -h.Quantity;
        OnHand += delta;
        var change = new StockChanged { OccurredAt = At(now), Sku = Sku, Delta = delta };
        Later(now + 0.2, () => Hear("manual", change));
    }

    private void Say(string channel, Happening h, long change, ChannelEvent order)
    {
        Arrive(channel, order, h.OrderDelay, h.OrderTimes);
        if (change == 0) return;
        shown[channel] += change;
        Arrive(channel, Reported(channel, now, shown[channel]), h.ReportDelay, h.ReportTimes);
    }

    private void Arrive(string channel, ChannelEvent e, double delay, int times)
    {
        for (var i = 0; i < times; i++) Later(now + 0.1 + delay + i * 3, () => Hear(channel, e));
    }

    private void Hear(string channel, ChannelEvent e)
    {
        var before = books.Pushes.Count;
        books.Apply(channel, $"{channel}-1", e);
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{now:0.0} {channel} {Told(e)}: {Books}"));
        foreach (var push in books.Pushes.Skip(before))
        {
            wanted[push.Target.ListingId] = push;
            if (pushing.Add(push.Target.ListingId)) Later(now + 0.3071, () => Send(push.Target.ListingId));
        }
    }

    /// <summary>As the adapters do it: the latest wish of a listing, one at a time. The odd delays keep it from the very moment of a sale.</summary>
    private void Send(string channel)
    {
        var push = wanted[channel];
        wanted.Remove(channel);
        Hear(channel, new PushBegun { OccurredAt = At(now), Sku = Sku, RunId = push.RunId, ConnectionId = push.Target.ConnectionId, ListingId = channel, ChannelLocation = push.Target.ChannelLocation });
        Later(now + 0.2113, () => Take(channel, push));
    }

    private void Take(string channel, WantedPush push)
    {
        var stale = channel == "shopify" && push.Target.Expected != shown[channel] && push.Target.Quantity != shown[channel];
        if (!stale && shown[channel] != push.Target.Quantity)
        {
            shown[channel] = push.Target.Quantity;
            Arrive(channel, Reported(channel, now, push.Target.Quantity), number % 5, times: 1);
        }
        var answer = new PushAnswered
        {
            OccurredAt = At(now), Sku = Sku, RunId = push.RunId, ConnectionId = push.Target.ConnectionId, ListingId = channel, ChannelLocation = push.Target.ChannelLocation,
            Quantity = push.Target.Quantity, Attempts = 1, LatencyMs = 1, FailureCode = stale ? SyncFailed.Stale : null,
        };
        var read = stale ? Reported(channel, now, shown[channel]) with { Asked = true } : null;
        Later(now + 0.15 + number % 3, () =>
        {
            pushing.Remove(channel);
            if (read is not null) Hear(channel, read);
            Hear(channel, answer);
            if (wanted.ContainsKey(channel) && pushing.Add(channel)) Later(now + 0.3071, () => Send(channel));
        });
    }

    private void Later(double at, Action action) => agenda.Enqueue(action, (at, number++));

    private static StockReported Reported(string channel, double at, long available) => new() { OccurredAt = At(at), ListingId = channel, Available = available };

    private static string Told(ChannelEvent e) => e switch
    {
        StockReported r => $"shows {r.Available} of {r.OccurredAt:mm:ss.f}",
        OrderPlaced o => $"order {o.OrderId} of {o.Lines[0].Quantity} at {o.OccurredAt:mm:ss.f}",
        OrderCalledOff o => $"cancels {o.OrderId} at {o.OccurredAt:mm:ss.f}",
        OrderDispatched o => $"ships {o.OrderId} at {o.OccurredAt:mm:ss.f}",
        PushBegun p => $"is being told by {p.RunId}",
        PushAnswered p => $"answers {p.RunId}, {p.Quantity}: {p.FailureCode ?? "taken"}",
        StockChanged c => $"changes by {c.Delta}",
        _ => e.GetType().Name,
    };

    private sealed record Sale(string Order, string Channel)
    {
        public long Open { get; set; }
    }
}
