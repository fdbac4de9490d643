using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>Sends what an agent sends, rightly or wrongly.</summary>
internal sealed record AgentSender(Uri Gateway, string Key, string Secret, OwnedCreator Creator)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public Task<Answer> SendAsync(string body, string encoding = "gzip") => SendBytesAsync(encoding == "gzip" ? Packed(body) : Encoding.UTF8.GetBytes(body), encoding);

    public async Task<Answer> SendBytesAsync(byte[] body, string encoding = "gzip", DateTimeOffset? at = null)
    {
        var id = $"msg_{Guid.CreateVersion7():n}";
        var timestamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray();
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway, "/api/sessions/sync")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding.Length > 0) request.Content.Headers.ContentEncoding.Add(encoding);
        if (Key.Length > 0) request.Headers.Add("X-API-Key", Key);
        if (Secret != NoSecret) request.Headers.Add("webhook-signature", $"v1,{signature}");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        using var answer = await Http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    /// <summary>Signs nothing.</summary>
    public const string NoSecret = "whsec_";

    public static byte[] Packed(string body) => Packed(Encoding.UTF8.GetBytes(body));

    public static byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }

    public Task<Answer> ReadAsync(string path, string? key = null) => Creator.System.SendAsync(HttpMethod.Get, path, key ?? Creator.Key);

    /// <summary>A body with one session.</summary>
    public static string Session(string id, long version, long tokens, string? end = null, string start = "2026-03-02T09:00:00Z") =>
        $$"""
        {"sessions":[{"id":"{{id}}","session_type":"coding","start_time":"{{start}}","end_time":{{(end is null ? "null" : $"\"{end}\"")}},"is_active":{{(end is null ? "true" : "false")}},
        "estimated_tokens":{{tokens}},"total_messages":4,"models_used":["model-a"],"metadata":{"project":"Shop","description":"Private words","efficiency":0.85},
        "version":{{version}},"updated_at":"2026-03-02T09:30:00Z","time_zone":"Europe/Berlin"}]}
        """;
}
