using CreatorFlow.EventStore.Reading;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>A snapshot of every stream as it was at the end of a month: what stands in for its archived events.</summary>
internal sealed class BoundarySnapshots(NpgsqlDataSource database, SnapshotMaker snapshots)
{
    private readonly EventReader reader = new(database);

    public async Task<List<TakenSnapshot>> FoldAsync(ArchiveUnit unit, CancellationToken cancellation)
    {
        var taken = new List<TakenSnapshot>();
        foreach (var (stream, type, version) in await BoundariesAsync(unit, cancellation))
        {
            var schema = snapshots.SchemaOf(type);
            var history = await reader.LoadAtAsync(new(unit.Tenant, stream), version, schema, cancellation);
            taken.Add(new(stream, version, schema, snapshots.Make(type, history)));
        }
        return taken;
    }

    public static async Task InsertAsync(NpgsqlConnection connection, ArchiveUnit unit, List<TakenSnapshot> taken, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = connection.Command("insert-snapshots", unit.Tenant, taken.ConvertAll(t => t.Stream), taken.ConvertAll(t => t.Version), taken.ConvertAll(t => t.Schema));
        command.Parameters.Add(new() { Value = taken.ConvertAll(t => t.Data), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<List<(string Stream, string Type, long Version)>> BoundariesAsync(ArchiveUnit unit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.Command("find-boundaries", unit.Tenant, unit.Since, unit.Until)
            .ListAsync(r => (r.GetString(0), r.IsDBNull(1) ? "" : r.GetString(1), r.GetInt64(2)), cancellation);
    }
}

/// <summary>A folded state, not yet stored.</summary>
internal sealed record TakenSnapshot(string Stream, long Version, int Schema, byte[] Data);
