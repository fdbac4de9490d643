using System.Text;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Requests whose end two readers could see at two places, each with a second one hidden in it, and bodies in broken chunks.</summary>
internal sealed class BrokenFrames(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    protected override IEnumerable<Try> Round()
    {
        foreach (var address in new[] { $"/webhooks/standard/{Aim.Victim.Of(Platforms.Standard).Id}", "/api/v1/mutations" })
        {
            var hidden = $"POST /internal/keys/lookup HTTP/1.1\r\nHost: a\r\nX-{Aim.Words.Nowhere}: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}";
            yield return Sent("length and chunks", address, "0\r\n\r\n" + hidden, "Content-Length: 5", "Transfer-Encoding: chunked");
            yield return Sent("chunks and length", address, "0\r\n\r\n" + hidden, "Transfer-Encoding: chunked", $"Content-Length: {5 + hidden.Length}");
            yield return Sent("two lengths", address, hidden, "Content-Length: 0", $"Content-Length: {hidden.Length}");
            yield return Sent("two lengths in one", address, hidden, $"Content-Length: 0, {hidden.Length}");
            yield return Sent("a length that is none", address, hidden, "Content-Length: -1");
            yield return Sent("a length with a sign", address, hidden, "Content-Length: +0");
            yield return Sent("a folded header", address, hidden, "Transfer-Encoding:\r\n chunked");
            yield return Sent("a space before the colon", address, "0\r\n\r\n" + hidden, "Transfer-Encoding : chunked");
            yield return Sent("chunks by another name", address, "0\r\n\r\n" + hidden, "Transfer-Encoding: xchunked");
            yield return Sent("chunks twice", address, "0\r\n\r\n" + hidden, "Transfer-Encoding: chunked, chunked");
            yield return Sent("chunks, but not at last", address, "0\r\n\r\n" + hidden, "Transfer-Encoding: chunked, identity");
            yield return Sent("a chunk of nonsense", address, "zz\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked");
            yield return Sent("a chunk larger than all", address, "ffffffffffffffff\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked");
            yield return Sent("a chunk longer than it says", address, "1\r\nabcdef\r\n0\r\n\r\n", "Transfer-Encoding: chunked");
            yield return Sent("a length less than the body", address, hidden, "Content-Length: 0");
            yield return Sent("lines that end with LF alone", address, "", $"X-A: b\n\nPOST /internal/keys/lookup HTTP/1.1\nHost: {Aim.Words.Nowhere}\n\n");
            yield return Sent("a NUL in a header", address, "", $"X-A: \0{Aim.Words.Nowhere}");
        }
        yield return new("no HTTP at all", Encoding.Latin1.GetBytes($"{Aim.Words.Nowhere}\r\n\r\n"));
        yield return new("TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0x0d, 0x0a, 0x0d, 0x0a]);
        // The gateway speaks HTTP/2 by TLS alone, so that streams that are reset at once and endless headers of it do not come this far; those limits are Kestrel's own.
        yield return new("HTTP/2 without TLS", [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0]);
        yield return new("no host", "GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        yield return new("two hosts", "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"u8.ToArray());
        yield return new("a version that is none", "GET /api/v1/me HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray());
    }

    private static Try Sent(string what, string address, string body, params string[] headers) =>
        new(what, Try.Request("POST", address, ["Content-Type: application/json", "Connection: close", .. headers], Encoding.Latin1.GetBytes(body)));
}
