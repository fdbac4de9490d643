using System.Text.Json;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Pushes;

/// <summary>Reads what channels were told, are to be told and did not take.</summary>
internal sealed class PushQueries(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string List = Sql.Load("Pushes/list.sql");
    private static readonly string ListByMove = Sql.Load("Pushes/list-by-move.sql");
    private static readonly string FindSku = Sql.Load("Pushes/sku-of.sql");
    private static readonly string Channels = Sql.Load("Pushes/channels.sql");

    /// <summary>In the order of connection, listing and the channel's location.</summary>
    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, string? status, string? connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List);
        foreach (var text in new[] { creator, page.Part(0) ?? "", page.Part(1) ?? "", page.Part(2) ?? "", status ?? "", connection ?? "" }) command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        return await RowsAsync(command, row => PageRequest.Encode(row.GetString(0), row.GetString(1), row.GetString(2)), cancellation);
    }

    /// <summary>What was answered or wanted last comes first.</summary>
    public async Task<IReadOnlyList<PageRow>> ListByMoveAsync(string creator, PageRequest page, (DateTimeOffset At, string Id)? before, string? status, string? connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ListByMove)
            .With(creator, (object?)before?.At ?? DBNull.Value, (object?)before?.Id ?? DBNull.Value, status ?? "", connection ?? "", page.Limit + 1);
        return await RowsAsync(command, row => NewestFirst.Cursor(row.GetFieldValue<DateTimeOffset>(14), row.GetString(15)), cancellation);
    }

    private static async Task<IReadOnlyList<PageRow>> RowsAsync(NpgsqlCommand command, Func<NpgsqlDataReader, string> cursor, CancellationToken cancellation)
    {
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(JsonAnswer.ToBytes(writer => Write(writer, reader)).ToArray(), cursor(reader)));
        return rows;
    }

    /// <summary>The SKU that a listing's push is of, or null when there is none.</summary>
    public async Task<string?> SkuOfAsync(string creator, string connection, string listing, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindSku);
        foreach (var text in new[] { creator, connection, listing }) command.Parameters.Add(new() { Value = text });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    public async Task<IReadOnlyList<ChannelStatus>> ChannelsAsync(string creator, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Channels).With(creator, now.AddDays(-1));
        var found = new List<ChannelStatus>();
        await using var r = await command.ExecuteReaderAsync(cancellation);
        while (await r.ReadAsync(cancellation)) found.Add(ChannelStatus.Of(r, now));
        return found;
    }

    private static void Write(Utf8JsonWriter writer, NpgsqlDataReader row)
    {
        writer.WriteStartObject();
        foreach (var (name, column) in new[] { ("connectionId", 0), ("listingId", 1), ("channelLocation", 2), ("sku", 3), ("runId", 4), ("status", 8), ("failure", 13) })
            writer.WriteString(name, row.IsDBNull(column) ? null : row.GetString(column));
        writer.WriteNumber("quantity", row.GetInt64(5));
        if (row.IsDBNull(6)) writer.WriteNull("expected");
        else writer.WriteNumber("expected", row.GetInt64(6));
        writer.WriteBoolean("critical", row.GetBoolean(7));
        writer.WriteNumber("attempts", row.GetInt32(9));
        foreach (var (name, column) in new[] { ("wantedAt", 10), ("dueAt", 11), ("answeredAt", 12) })
            if (row.IsDBNull(column)) writer.WriteNull(name);
            else writer.WriteString(name, row.GetDateTime(column));
        writer.WriteEndObject();
    }
}
