using System.Text.Json.Nodes;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>One creator's commerce: each step is one thing that happens on one of the channels. Pure but for its state; not thread-safe.</summary>
internal sealed class SimulatedCreator
{
    /// <summary>With so many orders open, they are served before new ones come.</summary>
    private const int BusyAt = 40;

    /// <summary>Where a shop's webhooks go when nobody says.</summary>
    private static readonly Uri NoGateway = new("https://gateway.invalid");

    private readonly World world;
    private readonly Uri gateway;
    private readonly IReadOnlyList<IChannel> channels;
    private readonly FaultPlan faults;

    public SimulatedCreator(CreatorState state, SimulatedCreatorSettings creator, FaultOptions faultOptions, Uri? gateway = null)
    {
        this.gateway = gateway ?? NoGateway;
        State = state;
        Id = creator.Id;
        world = new World(creator.Id, Catalogue.Of(state.Seed, creator.Id, state.Skus), state.Random, new PlatformIds(state, creator.Id, state.Seed));
        faults = new FaultPlan(faultOptions, state.Faults, creator.Of(Platforms.Standard)?.ConnectionId);
        channels = [.. Channels(creator)];
    }

    /// <summary>What its channels share.</summary>
    public World World => world;

    public string Id { get; }
    public CreatorState State { get; }

    /// <summary>Every order since the process began.</summary>
    public OrderBook Orders { get; } = new();

    /// <summary>Lets one thing happen at <paramref name="now"/>; the first is that the channels tell what they have.</summary>
    /// <returns>What is to be sent, faults included, in that order.</returns>
    public IReadOnlyList<Outgoing> Step(DateTimeOffset now)
    {
        if (State.Announced)
        {
            var happened = Happen(now);
            Orders.Note(State);
            return faults.Apply([.. Sent([.. happened, .. Echoes(now)])]);
        }
        State.Announced = true;
        return faults.Apply([.. Sent(channels.SelectMany(channel => channel.Announce(now)))]);
    }

    /// <summary>What the faults still hold back.</summary>
    public IReadOnlyList<Outgoing> Release() => faults.Release();

    /// <summary>The stock of this creator's Shopify shop, or null when the connection is not its.</summary>
    public ShopifyInventory? ShopifyInventory(string connectionId) =>
        channels.OfType<ShopifyShop>().FirstOrDefault(shop => shop.ConnectionId == connectionId)?.Inventory;

    /// <summary>What is to be sent of webhooks that follow from a call, faults included.</summary>
    public IReadOnlyList<Outgoing> Follow(IReadOnlyList<Webhook> webhooks) => faults.Apply([.. Sent(webhooks)]);

    /// <summary>What the channels have to tell of what was set through their APIs, without faults.</summary>
    public IReadOnlyList<Outgoing> Echo(DateTimeOffset now) => [.. Echoes(now).Select(webhook => new Outgoing(webhook, 0))];

    /// <summary>An order as TikTok's API answers it, or null when this creator's shop has none of that id.</summary>
    public JsonObject? TikTokOrder(string id) => State.TikTok is { } shop && shop.Find(id) is { } order
        ? OrderDetailBody.Of(order, shop, world)
        : null;

    /// <summary>The TikTok shop's stock as its API sees it, or null when this creator has no such shop.</summary>
    public TikTokShelves? TikTokShelves => channels.OfType<TikTokShop>().FirstOrDefault()?.Shelves;

    /// <summary>Lets a shop forget that somebody subscribed to a topic.</summary>
    /// <returns>False when there was no such subscription.</returns>
    public bool Lose(string connectionId, string topic) => channels.FirstOrDefault(c => c.ConnectionId == connectionId) switch
    {
        ShopifyShop shop => shop.Inventory.Subscriptions.Lose(topic),
        TikTokShop shop => shop.Shelves.Subscriptions.Lose(topic),
        _ => false,
    };

    private IEnumerable<Webhook> Echoes(DateTimeOffset now) => channels.OfType<AmazonShop>().SelectMany(shop => shop.Echo(now));

    private IEnumerable<IChannel> Channels(SimulatedCreatorSettings creator)
    {
        if (creator.Of(Platforms.Shopify) is { } shopify)
            yield return Shop(State.Shopify ??= ShopifyStock.Open(world, State.Seed), shopify);
        if (creator.Of(Platforms.TikTok) is { } tiktok)
            yield return Shop(State.TikTok ??= TikTokStock.Open(world, State.Seed), tiktok);
        if (creator.Of(Platforms.Amazon) is { } amazon)
            yield return new AmazonShop(State.Amazon ??= AmazonStock.Open(world, amazon, State.Seed), amazon.ConnectionId, world);
        if (creator.Of(Platforms.Standard) is { } standard)
            yield return new StandardSource(State.Standard ??= new StandardState(), standard.ConnectionId, creator.Of(Platforms.TikTok)?.ConnectionId, world);
    }

    private ShopifyShop Shop(ShopifyState state, SimulatedConnection connection)
    {
        var subscriptions = new ShopifySubscriptions(state, connection.WebhookPath);
        subscriptions.Open(gateway);
        return new ShopifyShop(state, connection.ConnectionId, world, subscriptions);
    }

    private TikTokShop Shop(TikTokState state, SimulatedConnection connection)
    {
        var subscriptions = new TikTokSubscriptions(state, connection.WebhookPath);
        subscriptions.Open(gateway);
        return new TikTokShop(state, connection.ConnectionId, world, subscriptions);
    }

    /// <summary>What nobody subscribed to happens all the same, unheard.</summary>
    private IEnumerable<Webhook> Sent(IEnumerable<Webhook> webhooks) => webhooks.Where(w => channels.All(c => c.ConnectionId != w.ConnectionId || c.Sends(w.Topic)));

    private IReadOnlyList<Webhook> Happen(DateTimeOffset now)
    {
        var dice = world.Random.Next(100);
        var happened = dice switch
        {
            _ when channels.Sum(c => c.OpenOrders) >= BusyAt => Advance(now),
            < 34 => Weighted(channel => channel.Share).Place(now),
            < 92 => Advance(now),
            _ => Weighted(channel => channel.Share).Restock(now),
        };
        return happened.Count > 0 ? happened : [.. channels.SelectMany(channel => channel.Restock(now))];
    }

    private IReadOnlyList<Webhook> Advance(DateTimeOffset now) => channels.Any(c => c.OpenOrders > 0)
        ? Weighted(channel => channel.OpenOrders).Advance(now)
        : Weighted(channel => channel.Share).Place(now);

    private IChannel Weighted(Func<IChannel, int> weight)
    {
        var dice = world.Random.Next(channels.Sum(weight));
        return channels.First(channel => (dice -= weight(channel)) < 0);
    }
}
