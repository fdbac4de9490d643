using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Recording;
using Npgsql;

namespace CreatorFlow.Projection.Deliveries;

/// <summary>Writes what became of archived deliveries that were read again, beside what they stood as before.</summary>
internal static class ReplayedRows
{
    private static readonly string InsertKeys = Sql.Load("Deliveries/insert-keys.sql");
    private static readonly string UpdateKeys = Sql.Load("Deliveries/update-keys.sql");
    private static readonly string Conclude = Sql.Load("Deliveries/conclude-replayed.sql");

    /// <summary>Into the transaction of their effects.</summary>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<DeliveryFate> fates, DateTimeOffset now)
    {
        // Asked for twice in one batch, the second is a duplicate of the first and tells nothing.
        var rows = fates.Where(f => f.Delivery.Again is not null).DistinctBy(f => (f.Delivery.CreatorId, f.Delivery.Id)).ToList();
        if (rows.Count == 0) return;
        var moved = rows.Where(f => f.OwnsKey).ToList();
        if (moved.Count > 0) batch.Add(UpdateKeys, moved.Column(f => f.Delivery.CreatorId), moved.Column(f => f.Delivery.IdempotencyKey), moved.Column(f => f.Outcome));
        var alsoKnownAs = moved.Where(f => f.Delivery.Again!.Key is not null && !Outcomes.CameToNothing(f.Outcome)).ToList();
        if (alsoKnownAs.Count > 0)
            batch.Add(InsertKeys, alsoKnownAs.Column(f => f.Delivery.CreatorId), alsoKnownAs.Column(f => f.Delivery.Again!.Key!),
                alsoKnownAs.Column(f => f.Delivery.Checksum), alsoKnownAs.Column(f => f.Outcome), Batches.Value(now));
        batch.Add(Conclude, rows.Column(f => f.Delivery.CreatorId), rows.Column(f => f.Delivery.Id), rows.Column(f => f.Outcome),
            rows.Column(f => f.Reason), rows.Column(f => f.OwnsKey), Batches.Value(now));
    }
}
