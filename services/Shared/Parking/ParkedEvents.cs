using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Parking;

/// <summary>Events that could not be decided, and those that wait behind them. Thread-safe.</summary>
/// <remarks>
/// Replaying and discarding are requests: they go by Projection's outbox to the creator's own partition, and the lane that
/// writes that creator carries them out between its deliveries. The rows' status tells what became of it.
/// </remarks>
public sealed class ParkedEvents(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The outbox's name for the partition of the message's creator; Projection's relay knows it.</summary>
    private const string OwnPartition = "creatorflow.events.own-partition";

    private static readonly string List = Sql.Load("list.sql");
    private static readonly string Get = Sql.Load("get.sql");
    private static readonly string Aggregates = Sql.Load("open-aggregates.sql");
    private static readonly string Request = Sql.Load("request.sql");

    /// <summary>Parked events in the order of their parking.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyList<ParkedEntry>> ListAsync(ParkedQuery query, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List).With(query.Creator ?? "", query.Aggregate ?? "", query.Status ?? "", query.AfterPosition, query.Limit);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>One parked event of a creator, or null.</summary>
    public async Task<ParkedEntry?> FindAsync(string creator, long position, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get).With(creator, position);
        return await ReadAsync(command, cancellation) is [var found] ? found : null;
    }

    /// <summary>Aggregates with open parked events: those that hold up their traffic.</summary>
    /// <param name="creator">Of one creator, or null for all.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyList<(string Creator, string Aggregate)>> HeldAsync(string? creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Aggregates).With(creator ?? "");
        var held = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) held.Add((reader.GetString(0), reader.GetString(1)));
        return held;
    }

    /// <summary>Asks for an aggregate's open events to be decided again in their order; returns once that is certain to happen.</summary>
    /// <remarks>What fails again stays parked with its new reason, and what is behind it goes on waiting.</remarks>
    public Task ReplayAsync(string creator, string aggregate, CancellationToken cancellation) =>
        RequestAsync(creator, new() { Aggregate = aggregate }, cancellation);

    /// <summary>Asks for one event not to be decided any more; those it held up are replayed then.</summary>
    public Task DiscardAsync(ParkedEntry parked, CancellationToken cancellation) =>
        RequestAsync(parked.Creator, new() { Aggregate = parked.Aggregate, Discard = parked.Position }, cancellation);

    private async Task RequestAsync(string creator, ReplayParked wanted, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7().ToString("n");
        var now = clock.GetUtcNow();
        var message = new Delivery
        {
            Id = id, CreatorId = creator, ConnectionId = "", Platform = "", Topic = "parked.replay", IdempotencyKey = id, Checksum = "", ReceivedAt = now, Replay = wanted,
        };
        await using var command = database.CreateCommand(Request);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = OwnPartition });
        command.Parameters.Add(new() { Value = JsonSerializer.SerializeToUtf8Bytes(message), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IReadOnlyList<ParkedEntry>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var found = new List<ParkedEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7), Time(reader, 8), Time(reader, 9)));
        return found;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
