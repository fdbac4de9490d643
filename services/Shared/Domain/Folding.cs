using System.Diagnostics;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.Domain.Upcasting;

namespace CreatorFlow.Domain;

/// <summary>States from streams: the snapshot, if any, and every event after it.</summary>
internal static class Folding
{
    public static Kept<StockState> Stock(StreamHistory? history) =>
        Fold(history, new StockState(), static (s, e) => Inventory.Stock.Evolve(s, (StockEvent)Read(e)));

    public static Kept<OrderState> Order(StreamHistory? history) =>
        Fold(history, new OrderState(), static (s, e) => Orders.Order.Evolve(s, (OrderEvent)Read(e)));

    public static Kept<CreatorSettings> Settings(StreamHistory? history) =>
        Fold(history, new CreatorSettings(), static (s, e) => CreatorSettings.Evolve(s, (CreatorSettingsEvent)Read(e)));

    public static Kept<SessionState> Session(StreamHistory? history) =>
        Fold(history, new SessionState(), static (s, e) => Sessions.Session.Evolve(s, (SessionEvent)Read(e)));

    /// <summary>A SKU's history event by event, each with the stock before and after it.</summary>
    public static IEnumerable<Step<StockState, StockEvent>> StockSteps(StreamHistory history) =>
        Steps<StockState, StockEvent>(history, new StockState(), Inventory.Stock.Evolve);

    /// <summary>An order's history event by event.</summary>
    public static IEnumerable<Step<OrderState, OrderEvent>> OrderSteps(StreamHistory history) =>
        Steps<OrderState, OrderEvent>(history, new OrderState(), Orders.Order.Evolve);

    /// <summary>A stored event as its record, whatever version it was written in.</summary>
    /// <exception cref="InvalidOperationException">A name that no record has.</exception>
    public static object Read(StoredEvent stored)
    {
        var newest = EventUpcasters.All.Lift(stored);
        return EventNames.All.TryGetValue(newest.Type, out var type)
            ? JsonSerializer.Deserialize(newest.Data, type, CanonicalJson.Options)!
            : throw new InvalidOperationException($"Event type '{stored.Type}' is not known.");
    }

    /// <summary>Whether folding failed for what is stored: a body was changed, or this program is older than it.</summary>
    public static bool IsUnreadable(Exception error) => error is JsonException or InvalidOperationException or InvalidCastException or NotSupportedException
        or UnreachableException or ArithmeticException or ArgumentException or KeyNotFoundException or NullReferenceException;

    private static Kept<TState> Fold<TState>(StreamHistory? history, TState empty, Func<TState, StoredEvent, TState> evolve)
    {
        if (history is null) return new(empty, 0, 0);
        return new(history.Events.Aggregate(Start(history, empty), evolve), history.Version, history.Version - history.Events.Count);
    }

    private static IEnumerable<Step<TState, TEvent>> Steps<TState, TEvent>(StreamHistory history, TState empty, Func<TState, TEvent, TState> evolve)
    {
        var state = Start(history, empty);
        foreach (var stored in history.Events)
        {
            var (before, happened) = (state, (TEvent)Read(stored));
            state = evolve(before, happened);
            yield return new(stored, happened, before, state);
        }
    }

    private static TState Start<TState>(StreamHistory history, TState empty) =>
        history.Snapshot is { } snapshot ? CanonicalJson.Deserialize<TState>(snapshot) : empty;
}
