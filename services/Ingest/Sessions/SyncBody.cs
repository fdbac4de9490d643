using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Sessions;

/// <summary>The body of a sync: packed by gzip or plain, <c>{"sessions":[…]}</c>.</summary>
internal static class SyncBody
{
    /// <summary>Unpacked; what grows beyond it is not unpacked any further.</summary>
    public const int LimitBytes = 4 * 1_024 * 1_024;

    /// <summary>What was packed.</summary>
    /// <returns>Null when it is larger than <see cref="LimitBytes"/>.</returns>
    /// <exception cref="InvalidDataException">It is no gzip.</exception>
    public static byte[]? Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[16 * 1_024];
        for (int read; (read = gzip.Read(buffer)) > 0;)
        {
            if (unpacked.Length + read > LimitBytes) return null;
            unpacked.Write(buffer, 0, read);
        }
        return unpacked.ToArray();
    }

    /// <summary>Each session's own bytes.</summary>
    /// <returns>Null when it is not one to <see cref="SentSessions.Most"/> sessions.</returns>
    public static IReadOnlyList<byte[]>? Split(byte[] body)
    {
        if (!PayloadDocument.TryParse(body, out var read, out _)) return null;
        read.Dispose();
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("sessions", out var sessions)
            || sessions.ValueKind != JsonValueKind.Array || sessions.GetArrayLength() is 0 or > SentSessions.Most) return null;
        return [.. sessions.EnumerateArray().Select(session => Encoding.UTF8.GetBytes(session.GetRawText()))];
    }
}
