using System.Text.Json;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using Npgsql;

namespace CreatorFlow.Dashboard.Reconciling;

/// <summary>Writes a run and its differences as the API shows them.</summary>
internal static class SyncRunRow
{
    private const int Listings = 11;
    private const int Drifting = 14;

    /// <summary>Differences by cause; null in a list of runs.</summary>
    private const int Causes = 17;

    public static PageRow Of(NpgsqlDataReader row) =>
        new(JsonAnswer.ToBytes(writer => Write(writer, row)).ToArray(), PageRequest.Encode(row.GetFieldValue<DateTimeOffset>(6).UtcDateTime.ToString("O"), row.GetString(0)));

    public static void Write(Utf8JsonWriter writer, NpgsqlDataReader row)
    {
        writer.WriteStartObject();
        foreach (var (name, column) in new[] { ("id", 0), ("connectionId", 1), ("platform", 2), ("askedBy", 4), ("status", 5), ("failure", 16) }) writer.WriteString(name, Text(row, column));
        writer.WriteBoolean("dryRun", row.GetBoolean(3));
        foreach (var (name, column) in new[] { ("requestedAt", 6), ("startedAt", 7), ("finishedAt", 8) })
            if (row.IsDBNull(column)) writer.WriteNull(name);
            else writer.WriteString(name, row.GetDateTime(column));
        writer.WriteNumber("attempts", row.GetInt32(9));
        writer.WriteNumber("pages", row.GetInt32(10));
        foreach (var (name, column) in new[] { ("listings", Listings), ("matching", 12), ("settling", 13), ("drifting", Drifting), ("repairs", 15) }) writer.WriteNumber(name, row.GetInt64(column));
        WriteAccuracy(writer, row);
        if (!row.IsDBNull(Causes))
        {
            writer.WritePropertyName("causes");
            writer.WriteRawValue(row.GetString(Causes), skipInputValidation: true);
        }
        writer.WriteEndObject();
    }

    public static PageRow Difference(NpgsqlDataReader row) => new(JsonAnswer.ToBytes(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, column) in new[] { ("listingId", 0), ("channelLocation", 1), ("sku", 2), ("cause", 6), ("repair", 7) }) writer.WriteString(name, Text(row, column));
        foreach (var (name, column) in new[] { ("due", 3), ("believed", 4), ("shown", 5) })
            if (row.IsDBNull(column)) writer.WriteNull(name);
            else writer.WriteNumber(name, row.GetInt64(column));
        writer.WriteEndObject();
    }).ToArray(), PageRequest.Encode(row.GetString(0), row.GetString(1)));

    /// <summary>Listings without drift among all; null until it is known, and for a channel without any.</summary>
    private static void WriteAccuracy(Utf8JsonWriter writer, NpgsqlDataReader row)
    {
        var (listings, drifting) = (row.GetInt64(Listings), row.GetInt64(Drifting));
        if (row.GetString(5) != "completed" || listings == 0) writer.WriteNull("accuracy");
        else writer.WriteNumber("accuracy", Math.Round((decimal)(listings - drifting) / listings, 6, MidpointRounding.ToZero));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
