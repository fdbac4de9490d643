using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.Domain;

/// <summary>How this domain's streams become snapshots, for what archives their events.</summary>
public static class StreamSnapshots
{
    /// <summary>Knows every stream type; another is an <see cref="InvalidOperationException"/>.</summary>
    public static SnapshotMaker Maker { get; } = new(SchemaOf, Make);

    private static int SchemaOf(string type) => type switch
    {
        Stock.StreamType => StockState.Schema,
        Order.StreamType => OrderState.Schema,
        CreatorSettings.StreamType => CreatorSettings.Schema,
        Session.StreamType => SessionState.Schema,
        _ => throw Unknown(type),
    };

    private static byte[] Make(string type, StreamHistory history) => type switch
    {
        Stock.StreamType => CanonicalJson.Serialize(Folding.Stock(history).State),
        Order.StreamType => CanonicalJson.Serialize(Folding.Order(history).State),
        CreatorSettings.StreamType => CanonicalJson.Serialize(Folding.Settings(history).State),
        Session.StreamType => CanonicalJson.Serialize(Folding.Session(history).State),
        _ => throw Unknown(type),
    };

    private static InvalidOperationException Unknown(string type) => new($"Stream type '{type}' is not known.");
}
