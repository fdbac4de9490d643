using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;

namespace CreatorFlow.Tool.Log;

/// <summary>A document table and how a stream becomes one of its rows.</summary>
/// <param name="Alias">The table is <c>mt_doc_{alias}</c>.</param>
/// <param name="StreamType">The type of the streams that it shows.</param>
/// <param name="StreamPrefix">A stream's id is this and the document's id.</param>
/// <param name="DotnetType">As Projection stores it.</param>
/// <param name="Schema">Snapshots of another shape are not used by anybody.</param>
/// <param name="Begin">A fold of nothing.</param>
internal sealed record ReadModel(string Alias, string StreamType, string StreamPrefix, string DotnetType, int Schema, Func<StreamFold> Begin)
{
    public static readonly ReadModel StockItems = new(StockItemView.Alias, Stock.StreamType, Stock.StreamOf(""), "CreatorFlow.Contracts.ReadModels.StockItem", StockState.Schema,
        () => new StreamFold<StockState>(new(), (state, e) => Stock.Evolve(state, (StockEvent)e), StockItemView.Of));

    public static readonly ReadModel OrderSummaries = new(OrderSummaryView.Alias, Order.StreamType, "order-", "CreatorFlow.Contracts.ReadModels.OrderSummary", OrderState.Schema,
        () => new StreamFold<OrderState>(new(), (state, e) => Order.Evolve(state, (OrderEvent)e), (_, state, version, at) => OrderSummaryView.Of(state, version, at)));

    public static readonly ReadModel WorkSessions = new(WorkSessionView.Alias, Session.StreamType, Session.StreamOf(""), "CreatorFlow.Contracts.ReadModels.WorkSession", SessionState.Schema,
        () => new StreamFold<SessionState>(new(), (state, e) => Session.Evolve(state, (SessionEvent)e), (_, state, version, at) => WorkSessionView.Of(state, version, at)));

    public static readonly IReadOnlyList<ReadModel> All = [StockItems, OrderSummaries, WorkSessions];

    public string Table => $"mt_doc_{Alias}";

    public string NextTable => $"{Table}_next";

    public static ReadModel? Of(string stream) => All.FirstOrDefault(m => stream.StartsWith(m.StreamPrefix, StringComparison.Ordinal));

    public string IdOf(string stream) => stream[StreamPrefix.Length..];

    /// <summary>A statement with the tables' names put in.</summary>
    public string Fill(string sql) => sql.Replace("{live}", Table, StringComparison.Ordinal).Replace("{next}", NextTable, StringComparison.Ordinal);
}
