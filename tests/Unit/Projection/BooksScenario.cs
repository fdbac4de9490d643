using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Orders;
using CreatorFlow.Projection.Pushes;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>One creator's books in memory: what a transaction decides, without the database.</summary>
internal sealed class BooksScenario
{
    public const string Creator = "creator";
    private readonly AggregateCache cache = new(capacity: 10_000);
    private readonly List<(string Type, long Quantity)> happened = [];
    private static readonly StreamKey Settings = new(Creator, CreatorSettings.Stream);
    private readonly List<StoredEvent> stored = [];
    private int deliveries;

    /// <summary>Stock events as they would be stored; the quantity is 0 where the event has none.</summary>
    public IReadOnlyList<(string Type, long Quantity)> Happened => happened;

    /// <summary>Wanted pushes, the latest last.</summary>
    public List<WantedPush> Pushes { get; } = [];

    /// <summary>A SKU's stream.</summary>
    public IEnumerable<StoredEvent> Stored(string sku) => stored.Where(e => e.Stream.Id == sku);

    public static DateTimeOffset At(double seconds) => StockScenario.At(seconds);

    public StockState Stock(string sku) => cache.Stock(new(Creator, CreatorFlow.Domain.Inventory.Stock.StreamOf(sku)))!.State;

    public OrderState Order(string id, string platform = "shopify") => cache.Order(new(Creator, CreatorFlow.Domain.Orders.Order.StreamOf(platform, id)))!.State;

    public BooksScenario When(params ChannelEvent[] events)
    {
        foreach (var e in events) Apply("shopify", "shop", e);
        return this;
    }

    public BooksScenario WhenTikTok(params ChannelEvent[] events)
    {
        foreach (var e in events) Apply("tiktok", "tt", e);
        return this;
    }

    public BooksScenario WhenManual(params ChannelEvent[] events)
    {
        foreach (var e in events) Apply("manual", "manual", e);
        return this;
    }

    public void Apply(string platform, string connection, ChannelEvent e)
    {
        var ledger = Transaction((platform, connection, e));
        Pushes.AddRange(ledger.Pushes);
        foreach (var draft in ledger.Stocks.Values)
            stored.AddRange(draft.Events.Select((booked, i) => new StoredEvent(0, new(Creator, draft.Id), draft.BaseVersion + i + 1, booked.Type, booked.Data, default)));
        happened.AddRange(ledger.Stocks.Values.SelectMany(d => d.Events).Select(booked => (booked.Type, Quantity(booked))));
        foreach (var (key, draft) in ledger.Stocks) cache.Keep(key, new Kept<StockState>(draft.State, draft.Version, 0));
        foreach (var (key, draft) in ledger.Orders) cache.Keep(key, new Kept<OrderState>(draft.State, draft.Version, 0));
        foreach (var (key, draft) in ledger.Settings) cache.Keep(key, new Kept<CreatorSettings>(draft.State, draft.Version, 0));
        foreach (var (key, sku) in ledger.Listings) cache.Keep(key, sku);
    }

    /// <summary>Several events decided in one transaction, of which nothing is kept.</summary>
    public Ledger Transaction(params (string Platform, string Connection, ChannelEvent Event)[] events)
    {
        var ledger = new Ledger(cache);
        foreach (var (platform, connection, e) in events)
        {
            var delivery = new Delivery
            {
                Id = $"d-{++deliveries}", CreatorId = Creator, ConnectionId = connection, Platform = platform, Topic = "test", IdempotencyKey = $"k-{deliveries}",
                Checksum = "", ReceivedAt = At(10_000), Events = [e],
            };
            Loaded(delivery);
            ChannelEventBook.Apply(ledger, delivery, e);
        }
        return ledger;
    }

    /// <summary>What is not there yet is empty; a real run loads it from the store.</summary>
    private void Loaded(Delivery d)
    {
        var (skus, orders, listings) = WorkingSet.Wanted(cache, [d]);
        foreach (var key in listings) cache.Keep(key, sku: null);
        (skus, orders, _) = WorkingSet.Wanted(cache, [d]);
        foreach (var key in skus) if (cache.Stock(key) is null) cache.Keep(key, new Kept<StockState>(new(), 0, 0));
        if (cache.Settings(Settings) is null) cache.Keep(Settings, new Kept<CreatorSettings>(new(), 0, 0));
        foreach (var key in orders) if (cache.Order(key) is null) cache.Keep(key, new Kept<OrderState>(new(), 0, 0));
    }

    private static long Quantity(NewEvent booked)
    {
        using var data = JsonDocument.Parse(booked.Data);
        return data.RootElement.TryGetProperty("Quantity", out var quantity) ? quantity.GetInt64() : 0;
    }
}
