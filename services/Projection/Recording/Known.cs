using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>What the database knows before a batch is decided: recorded keys, and aggregates that a parked event holds up.</summary>
internal sealed class Known
{
    private static readonly string FindKeys = Sql.Load("Deliveries/find-known.sql");
    private static readonly string FindOpen = Sql.Load("Parking/find-open.sql");
    private readonly Dictionary<(string Tenant, string Key), string> digests = [];
    private readonly HashSet<(string Tenant, string Aggregate)> held = [];

    public static async Task<Known> ReadAsync(NpgsqlDataSource database, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        var known = new Known();
        await using var batch = database.CreateBatch();
        batch.Add(FindKeys, deliveries.Column(d => d.CreatorId), deliveries.Column(d => d.IdempotencyKey));
        batch.Add(FindOpen, Batches.Value(deliveries.Select(d => d.CreatorId).Distinct().ToArray()));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known.digests[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known.held.Add((reader.GetString(0), reader.GetString(1)));
        return known;
    }

    /// <summary>The checksum recorded under the delivery's key; null, and from now on its own, when there was none.</summary>
    public string? Claim(Delivery delivery)
    {
        var key = (delivery.CreatorId, delivery.IdempotencyKey);
        if (digests.TryGetValue(key, out var digest)) return digest;
        digests[key] = delivery.Checksum;
        return null;
    }

    public bool Holds(string tenant, string aggregate) => held.Contains((tenant, aggregate));

    public void Release(string tenant, string aggregate) => held.Remove((tenant, aggregate));

    public void Hold(string tenant, string aggregate) => held.Add((tenant, aggregate));
}
