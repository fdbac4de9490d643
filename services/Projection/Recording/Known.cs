using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Deliveries;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>What the database knows before a batch is decided: recorded keys, and aggregates that a parked event holds up.</summary>
internal sealed class Known
{
    private static readonly string FindKeys = Sql.Load("Deliveries/find-known.sql");
    private static readonly string FindOpen = Sql.Load("Parking/find-open.sql");
    private readonly Dictionary<(string Tenant, string Key), (string Digest, bool CameToNothing)> recorded = [];
    private readonly HashSet<(string Tenant, string Aggregate)> held = [];

    /// <summary>True when one of these very deliveries is archived: another writer had it in hand too, and may have written what was read before. A platform
    /// that sends the same again makes another delivery of it. Looked for with the keys alone.</summary>
    public bool IsWrittenElsewhere { get; private set; }

    /// <param name="database">Where it stands.</param>
    /// <param name="deliveries">What is to be decided.</param>
    /// <param name="withKeys">False takes every key for a new one; writing a recorded one then fails, and nothing is written.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Known> ReadAsync(NpgsqlDataSource database, IReadOnlyList<Delivery> deliveries, bool withKeys, CancellationToken cancellation)
    {
        var known = new Known();
        await using var batch = database.CreateBatch();
        batch.Add(FindOpen, Batches.Value(deliveries.Select(d => d.CreatorId).Distinct().ToArray()));
        if (withKeys) AddKeys(batch, [.. deliveries.SelectMany(KeysOf)]);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known.held.Add((reader.GetString(0), reader.GetString(1)));
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            known.recorded[(reader.GetString(0), reader.GetString(1))] = (reader.GetString(2), Outcomes.CameToNothing(reader.GetString(3)));
            known.IsWrittenElsewhere |= reader.GetBoolean(4);
        }
        return known;
    }

    private static void AddKeys(NpgsqlBatch batch, List<(string Tenant, string Key, string? Id)> keys) =>
        batch.Add(FindKeys, keys.Column(k => k.Tenant), keys.Column(k => k.Key), keys.Column(k => k.Id));

    /// <summary>The checksum recorded under the delivery's key; null, and from now on its own, when there was none.</summary>
    public string? Claim(Delivery delivery)
    {
        var key = (delivery.CreatorId, delivery.IdempotencyKey);
        if (recorded.TryGetValue(key, out var first)) return first.Digest;
        recorded[key] = (delivery.Checksum, false);
        return null;
    }

    /// <summary>As <see cref="Claim"/>, for an archived delivery that is read again: null too when its key stands for itself and it came
    /// to nothing then. When its key is lost nobody knows what it came to, and it counts as done.</summary>
    public string? Reclaim(Delivery delivery, ReadAgain again)
    {
        var key = (delivery.CreatorId, delivery.IdempotencyKey);
        if (!recorded.TryGetValue(key, out var first)) return delivery.Checksum;
        if (first.Digest != delivery.Checksum || !first.CameToNothing) return first.Digest;
        // The platform may have sent it once more since the reader was mended, under the key that it has now.
        if (again.Key is { } name && !recorded.TryAdd((delivery.CreatorId, name), (delivery.Checksum, false))) return recorded[(delivery.CreatorId, name)].Digest;
        recorded[key] = (delivery.Checksum, false);
        return null;
    }

    /// <summary>With the delivery's own id, by which it would stand in the archive; one that is read again from there has none.</summary>
    private static IEnumerable<(string Tenant, string Key, string? Id)> KeysOf(Delivery delivery) => delivery.Again switch
    {
        null => [(delivery.CreatorId, delivery.IdempotencyKey, delivery.Id)],
        { Key: { } today } => [(delivery.CreatorId, delivery.IdempotencyKey, null), (delivery.CreatorId, today, null)],
        _ => [(delivery.CreatorId, delivery.IdempotencyKey, null)],
    };

    public bool Holds(string tenant, string aggregate) => held.Contains((tenant, aggregate));

    public void Release(string tenant, string aggregate) => held.Remove((tenant, aggregate));

    public void Hold(string tenant, string aggregate) => held.Add((tenant, aggregate));
}
