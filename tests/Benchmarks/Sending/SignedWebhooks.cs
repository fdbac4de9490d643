using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Benchmarks.Sending;

/// <summary>Webhooks as bytes of HTTP/1.1, each signed by itself, made before a run: its sender then takes as little of the machine as it can.</summary>
/// <param name="connections">Of Standard Webhooks, with their secrets; each in turn.</param>
internal sealed class SignedWebhooks(IReadOnlyList<(string Id, string Secret)> connections)
{
    /// <summary>SKUs a connection.</summary>
    private const int Skus = 997;

    private readonly byte[][] keys = [.. connections.Select(c => Convert.FromBase64String(c.Secret["whsec_".Length..]))];

    /// <summary>Differences of one, good for five minutes.</summary>
    public byte[][] Make(Uri address, int count)
    {
        var (run, now) = (Guid.CreateVersion7().ToString("N"), DateTimeOffset.UtcNow);
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = Make(address, i % connections.Count, $"{run}-{i}", now, string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{now:O}}}","data":{"sku":"SKU-{{{i % Skus}}}","delta":1}}""")));
        return requests;
    }

    private byte[] Make(Uri address, int connection, string id, DateTimeOffset now, string body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(keys[connection], Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            POST /webhooks/standard/{connections[connection].Id} HTTP/1.1
            Host: {address.Authority}
            Content-Type: application/json
            Content-Length: {body.Length}
            webhook-id: {id}
            webhook-timestamp: {timestamp}
            webhook-signature: v1,{signature}


            """).ReplaceLineEndings("\r\n") + body);
    }
}
