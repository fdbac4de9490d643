using System.Globalization;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Upcasting;
using CreatorFlow.EventStore.Upcasting;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.History;

/// <summary>A stream's events, the newest first: why a number is what it is.</summary>
internal sealed class EventHistory(NpgsqlDataSource database)
{
    private static readonly string List = Sql.Load("History/list.sql");

    /// <summary>A page of events; null when the stream does not exist.</summary>
    public async Task<IResult?> AnswerAsync(string creator, string stream, string? limit, string? cursor, CancellationToken cancellation)
    {
        if (PageRequest.Parse(limit, cursor, parts: 1, out var page) is { } problem) return problem;
        var before = long.MaxValue;
        if (page.Part(0) is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return PageRequest.NotOfThisList();
        var rows = await ReadAsync(creator, stream, before, page.Limit + 1, cancellation);
        return rows.Count == 0 && before == long.MaxValue ? null : PageAnswer.Of(rows, page.Limit, PageAnswer.AsRendered);
    }

    private async Task<List<PageRow>> ReadAsync(string creator, string stream, long before, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = limit });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(new(Render(reader), PageRequest.Encode(reader.GetInt64(2).ToString(CultureInfo.InvariantCulture))));
        return rows;
    }

    private static byte[] Render(NpgsqlDataReader row) => JsonAnswer.ToBytes(writer =>
    {
        var (type, data) = EventUpcasters.All.Lift(row.GetString(3), row.GetFieldValue<byte[]>(8));
        writer.WriteStartObject();
        writer.WriteString("id", row.GetGuid(0));
        writer.WriteString("stream", row.GetString(1));
        writer.WriteNumber("version", row.GetInt64(2));
        writer.WriteString("type", StoredName.Parse(type).Name);
        EventMetadata.Write(writer, row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7), row.GetFieldValue<DateTime>(4),
            row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6));
        writer.WritePropertyName("data");
        CamelCase.Write(writer, data);
        writer.WriteEndObject();
    }).ToArray();
}
