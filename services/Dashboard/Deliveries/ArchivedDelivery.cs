using System.Text.Json;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Parking;
using Npgsql;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>A webhook as the archive has it; <see cref="Body"/> only where it was asked for.</summary>
internal sealed record ArchivedDelivery(string Id, string ConnectionId, string Platform, string Topic, DateTime ReceivedAt, string Verdict, string Outcome,
    string? Reason, string IdempotencyKey, string Checksum, string? TraceParent, int Bytes, DateTime? ReplayedAt, string? ReplayOutcome, byte[]? Body)
{
    private const int BodyColumn = 14;

    public static ArchivedDelivery Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
        row.GetDateTime(4), row.GetString(5), row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetString(8), row.GetString(9),
        row.IsDBNull(10) ? null : row.GetString(10), row.GetInt32(11),
        row.IsDBNull(12) ? null : row.GetDateTime(12), row.IsDBNull(13) ? null : row.GetString(13), row.FieldCount > BodyColumn ? row.GetFieldValue<byte[]>(BodyColumn) : null);

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteString("connectionId", ConnectionId);
        writer.WriteString("platform", Platform);
        writer.WriteString("topic", Topic);
        writer.WriteString("receivedAt", ReceivedAt);
        writer.WriteString("verdict", Verdict);
        writer.WriteString("outcome", Outcome);
        writer.WriteString("reason", Reason);
        writer.WriteString("code", Reason?.Split(':', 2)[0]);
        writer.WriteString("stage", FailureStage.Of(Reason));
        writer.WriteString("idempotencyKey", IdempotencyKey);
        writer.WriteString("checksum", Checksum);
        writer.WriteString("traceId", TraceParents.IdOf(TraceParent));
        writer.WriteNumber("bytes", Bytes);
        if (ReplayedAt is { } replayed) writer.WriteString("replayedAt", replayed);
        else writer.WriteNull("replayedAt");
        writer.WriteString("replayOutcome", ReplayOutcome);
        if (Body is not null) WriteBody(writer, Body);
        writer.WriteEndObject();
    }

    /// <summary>As text where it is text, so that a person can read it; byte for byte either way.</summary>
    private static void WriteBody(Utf8JsonWriter writer, byte[] body)
    {
        var isText = System.Text.Unicode.Utf8.IsValid(body);
        writer.WriteString("bodyEncoding", isText ? "utf8" : "base64");
        if (isText) writer.WriteString("body", body);
        else writer.WriteBase64String("body", body);
    }
}
