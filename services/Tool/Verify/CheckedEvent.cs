using System.Text.Json;
using CreatorFlow.EventStore;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary>An event with what can be checked of it: its checksum, and the snapshot taken at it, if any.</summary>
internal sealed record CheckedEvent(LoggedEvent Logged, string? Checksum, int? SnapshotSchema, byte[]? Snapshot)
{
    public static CheckedEvent Read(NpgsqlDataReader row) => new(TenantLog.ReadLogged(row), row.IsDBNull(8) ? null : row.GetString(8),
        row.IsDBNull(9) ? null : row.GetInt32(9), row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10));

    public StoredEvent Stored => Logged.Stored;
}

internal static class Json
{
    /// <summary>Equal in values, whatever the order of properties.</summary>
    public static bool Same(byte[] one, byte[] other)
    {
        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
