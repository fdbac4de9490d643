using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>What another replica of Ingest left in the spool.</summary>
internal static class SpooledWork
{
    /// <summary>A delivery of the creator's connection <c>{creator}-standard</c>.</summary>
    /// <param name="creator">Whose.</param>
    /// <param name="name">Its key within the connection, and its checksum.</param>
    public static Delivery Of(string creator, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"), CreatorId = creator, ConnectionId = $"{creator}-standard", Platform = Platforms.Standard, Topic = "test", IdempotencyKey = Key(creator, name),
            Checksum = name, ReceivedAt = now, Body = [1, 2, 3], Events = [new StockChanged { Sku = "MUG", Location = "", Delta = 1, OccurredAt = now }],
        };
    }

    public static string Key(string creator, string name) => $"{creator}-standard:{name}";

    /// <summary>In one statement, in their order.</summary>
    public static async Task SpoolAsync(NpgsqlDataSource database, params (int Partition, byte[] Row)[] rows)
    {
        await using var command = database.CreateCommand("""
            insert into ingest_spool (partition, payload)
            select item.partition, item.payload from unnest($1::int[], $2::bytea[]) with ordinality as item (partition, payload, place) order by item.place
            """);
        command.Parameters.Add(new() { Value = rows.Select(row => row.Partition).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Row).ToArray() });
        Assert.Equal(rows.Length, await command.ExecuteNonQueryAsync());
    }
}
