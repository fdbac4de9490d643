using CreatorFlow.Projection.Recording;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Books;
using Npgsql;

namespace CreatorFlow.Projection.Pushes;

/// <summary>The table of wanted pushes, written in the transaction of the change.</summary>
internal static class PushRows
{
    private static readonly string Upsert = Sql.Load("Pushes/upsert.sql");
    private static readonly string Withdraw = Sql.Load("Pushes/withdraw.sql");

    public static void Add(NpgsqlBatch batch, Ledger ledger, DateTimeOffset now)
    {
        if (ledger.Moved.Count > 0)
            batch.Add(Withdraw, ledger.Moved.Column(m => m.Tenant), ledger.Moved.Column(m => m.ConnectionId), ledger.Moved.Column(m => m.ListingId), ledger.Moved.Column(m => m.Sku));
        // Of several for one listing in a transaction the last one counts; a statement may touch a row once.
        var rows = ledger.Pushes.GroupBy(p => (p.CreatorId, p.Target.ConnectionId, p.Target.ListingId, p.Target.ChannelLocation)).Select(g => g.Last()).ToList();
        if (rows.Count == 0) return;
        batch.Add(Upsert, rows.Column(p => p.CreatorId), rows.Column(p => p.Target.ConnectionId), rows.Column(p => p.Target.ListingId), rows.Column(p => p.Target.ChannelLocation),
            rows.Column(p => p.Sku), rows.Column(p => p.RunId), rows.Column(p => p.Target.Quantity), rows.Column(p => p.Target.Expected), rows.Column(p => p.Critical),
            rows.Column(p => p.TraceParent), Batches.Value(now));
    }
}

/// <summary>A listing that left a SKU.</summary>
internal sealed record MovedListing(string Tenant, string ConnectionId, string ListingId, string Sku)
{
    /// <summary>Whether it was wanted there.</summary>
    public bool IsOf(WantedPush push) => push.CreatorId == Tenant && push.Target.ConnectionId == ConnectionId && push.Target.ListingId == ListingId && push.Sku == Sku;
}
