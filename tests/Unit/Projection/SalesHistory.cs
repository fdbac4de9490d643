using System.Globalization;
using CreatorFlow.Contracts.Channels;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>
/// A shop's day, and what its channels say of it: each sale, cancellation and shipment once as an order's event and, on a
/// channel that reports stock, once as the number it shows. What must come of it is counted here, with plain numbers.
/// </summary>
internal sealed class SalesHistory
{
    public static readonly string[] Skus = ["A", "B"];
    private readonly Dictionary<(string Channel, string Sku, string? Location), long> shown = [];
    private readonly List<Sale> sales = [];
    private readonly int locations;
    private readonly long counted;
    private readonly List<(Sale Sale, Happening Happening)> unpaid = [];
    private int moment = 60;

    /// <param name="happenings">The day.</param>
    /// <param name="locations">Of one channel; the other has none.</param>
    /// <param name="counted">Units at each of them in the morning; with few, customers buy what is not there.</param>
    public SalesHistory(IEnumerable<Happening> happenings, int locations, long counted)
    {
        this.locations = locations;
        this.counted = counted;
        foreach (var sku in Skus)
        {
            OnHand[sku] = counted * locations;
            for (var i = 0; i < locations; i++) shown[("shopify", sku, Location(i))] = counted;
            shown[("tiktok", sku, null)] = counted * locations;
        }
        foreach (var happening in happenings) Happen(happening);
        foreach (var (sale, h) in unpaid.Where(u => u.Sale.Open > 0)) Lapse(sale, h);
    }

    /// <summary>By SKU; what the model says.</summary>
    public Dictionary<string, long> OnHand { get; } = [];

    public long Promised(string sku) => sales.Where(s => s.Sku == sku).Sum(s => s.Open);

    public List<Message> Messages { get; } = [];

    public static string Connection(string channel) => $"{channel}-1";

    /// <summary>Both channels show both SKUs, and have said so.</summary>
    public IEnumerable<Message> Opening()
    {
        foreach (var sku in Skus)
        {
            foreach (var channel in (string[])["shopify", "tiktok"])
                yield return new(channel, new ListingSeen { OccurredAt = At(-200), ListingId = Listing(channel, sku), Sku = sku }, 0, 0);
            for (var i = 0; i < locations; i++)
                yield return new("shopify", new StockReported { OccurredAt = At(-150), ListingId = Listing("shopify", sku), Location = Location(i), Available = counted }, 0, 0);
            yield return new("tiktok", new StockReported { OccurredAt = At(-100), ListingId = Listing("tiktok", sku), Available = counted * locations }, 0, 0);
        }
    }

    private void Happen(Happening h)
    {
        moment += 2;
        var open = sales.Where(s => s.Open > 0).ToList();
        if (h.Kind is 0 or 1 && open.Count > 0) End(open[h.Which % open.Count], h);
        else if (h.Kind == 2) Adjust(h);
        else if (h.Kind == 7) EditAtChannel(h);
        else if (h.Kind == 8 && locations == 1) Count(h);
        else if (h.Kind == 9 && open.Find(s => s is { Open: > 1, Refunded: 0 }) is { } sale) Refund(sale, h);
        else Sell(h, paymentOpen: h.Kind == 10);
    }

    /// <summary>A person changes the number at the platform.</summary>
    private void EditAtChannel(Happening h)
    {
        var (channel, sku) = (h.Channel == 0 ? "tiktok" : "shopify", Skus[h.Which % Skus.Length]);
        var delta = h.Quantity % 2 == 0 ? h.Quantity : -h.Quantity;
        OnHand[sku] += delta;
        Show(channel, sku, channel == "shopify" ? Location(h.Which / 2 % locations) : null, delta, h);
    }

    /// <summary>Nothing else happens within the window of conflicts, where an outside change and a count would be told apart by rule and not by truth.</summary>
    private void Count(Happening h)
    {
        moment += 8;
        var sku = Skus[h.Which % Skus.Length];
        OnHand[sku] += h.Quantity - 2;
        Messages.Add(new("manual", new StockSet { OccurredAt = At(moment), Sku = sku, Quantity = OnHand[sku] }, moment + h.OrderDelay, 1));
        moment += 8;
    }

    private void Refund(Sale sale, Happening h)
    {
        sale.Open--;
        sale.Refunded++;
        Say(sale, h, 1, new OrderLinesCancelled { OccurredAt = At(moment), OrderId = sale.Order, Lines = [new() { LineId = "1", Cancelled = sale.Refunded }] });
    }

    /// <summary>Nobody paid; the channel holds the units until it says that the order is cancelled.</summary>
    private void Lapse(Sale sale, Happening h)
    {
        moment = (int)sale.PlacedAt + 1_800;
        Messages.Add(new(sale.Channel, new PaymentOverdue { OccurredAt = At(moment), OrderId = sale.Order }, moment + 600, 1));
        moment += 20;
        if (sale.Channel != "standard") Show(sale.Channel, sale.Sku, sale.Location, 0, h with { ReportDelay = h.ReportDelay + 600 });
        moment += 700;
        var late = h with { OrderDelay = h.OrderDelay + 600, ReportDelay = h.ReportDelay + 600 };
        if (h.Which % 4 is 0) sale.Open = 0;
        else if (h.Which % 4 is 1) Messages.Add(new(sale.Channel, new OrderChanged { OccurredAt = At(moment), OrderId = sale.Order, Status = "paid" }, moment + late.OrderDelay, h.OrderTimes));
        else End(sale, late with { Kind = h.Which % 4 - 2 });
    }

    private void Sell(Happening h, bool paymentOpen = false)
    {
        var channel = h.Channel switch { 0 => "shopify", 1 => "tiktok", _ => "standard" };
        var sale = new Sale(string.Create(CultureInfo.InvariantCulture, $"o{sales.Count}"), channel, Skus[h.Which % Skus.Length], channel == "shopify" ? Location(h.Which / 2 % locations) : null, h.Quantity) { PlacedAt = moment };
        sales.Add(sale);
        if (paymentOpen) unpaid.Add((sale, h));
        Say(sale, h, -sale.Quantity, new OrderPlaced
        {
            OccurredAt = At(moment), OrderId = sale.Order, PlacedAt = At(moment), PaymentOpen = paymentOpen,
            Lines = [channel == "standard" ? new() { LineId = "1", Sku = sale.Sku, Quantity = sale.Quantity } : new() { LineId = "1", ListingId = Listing(channel, sale.Sku), Quantity = sale.Quantity }],
        });
    }

    private void End(Sale sale, Happening h)
    {
        // Of what is cancelled in several parts, the last total alone says when.
        if (h.Kind == 0 && sale.Refunded == 0)
        {
            Say(sale, h, sale.Open, new OrderCalledOff { OccurredAt = At(moment), OrderId = sale.Order });
        }
        else
        {
            OnHand[sale.Sku] -= sale.Open;
            Say(sale, h, 0, new OrderDispatched { OccurredAt = At(moment), OrderId = sale.Order, ShipmentId = "s", TrackingNumber = "1Z", Lines = sale.Refunded == 0 ? null : [new() { LineId = "1", Quantity = sale.Open }] });
        }
        sale.Open = 0;
    }

    private void Adjust(Happening h)
    {
        var sku = Skus[h.Which % Skus.Length];
        var delta = h.Quantity % 2 == 0 ? h.Quantity : -h.Quantity;
        OnHand[sku] += delta;
        Messages.Add(new("manual", new StockChanged { OccurredAt = At(moment), Sku = sku, Location = locations > 1 ? Location(0) : null, Delta = delta }, moment + h.OrderDelay, 1));
    }

    private void Say(Sale sale, Happening h, long change, ChannelEvent order)
    {
        Messages.Add(new(sale.Channel, order, moment + h.OrderDelay, h.OrderTimes));
        if (sale.Channel == "standard") return;
        Show(sale.Channel, sale.Sku, sale.Location, change, h);
    }

    private void Show(string channel, string sku, string? location, long change, Happening h)
    {
        var number = shown[(channel, sku, location)] += change;
        Messages.Add(new(channel, new StockReported
        {
            OccurredAt = At(moment + h.ReportLag / 4.0), ListingId = Listing(channel, sku), Location = location, Available = number,
        }, moment + h.ReportDelay, h.ReportTimes));
    }

    private static string Listing(string channel, string sku) => $"{channel}-{sku}";

    private static string Location(int i) => $"loc-{i + 1}";

    private sealed record Sale(string Order, string Channel, string Sku, string? Location, long Quantity)
    {
        public long Open { get; set; } = Quantity;
        public long Refunded { get; set; }
        public required double PlacedAt { get; init; }
    }
}

/// <summary>What happened, as numbers to choose from.</summary>
internal sealed record Happening(int Kind, int Channel, int Which, int Quantity, int OrderDelay, int ReportDelay, int ReportLag, int OrderTimes, int ReportTimes);

/// <summary>What a channel says of it, when it arrives and how often.</summary>
internal sealed record Message(string Channel, ChannelEvent Event, int Arrives, int Times);
