using System.IO.Compression;
using System.Text;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Bodies that are no JSON, or JSON that is meant to hurt: unsigned at the victim's address, rightly signed at the intruder's own, and to the API with the intruder's key.</summary>
internal sealed class MalformedBodies(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    private int number;

    protected override IEnumerable<Try> Round()
    {
        foreach (var (what, of) in Bodies())
        {
            yield return Try.Of($"unsigned: {what}", "POST", $"/webhooks/standard/{Aim.Victim.Of(Platforms.Standard).Id}", ["Content-Type: application/json"], of(Aim.Words.Nowhere));
            // Its sender is verified: what cannot be read is kept in quarantine with the intruder, what can be read is the intruder's own stock.
            var body = of(Aim.Words.Own);
            yield return Try.Of($"signed: {what}", "POST", $"/webhooks/standard/{Aim.Intruder.Of(Platforms.Standard).Id}", [.. Signatures.Standard(Aim.Intruder.Of(Platforms.Standard).Secret, $"{Aim.Words.Own}-m{++number}", body), "Content-Type: application/json"], body) with { Passes = [200] };
            foreach (var address in new[] { "mutations", $"inventory/{Aim.Words.Own}/adjustments", "keys", "alert-webhooks", "import/inventory.csv" })
                yield return Try.Of($"to {address.Split('/')[0]}: {what}", "POST", $"/api/v1/{address}", [$"Authorization: Bearer {Aim.Intruder.Key}", $"Content-Type: {(address.StartsWith("import", StringComparison.Ordinal) ? "text/csv" : "application/json")}", $"Idempotency-Key: {Aim.Words.Own}-a{++number}"], body);
            yield return Try.Of($"to sign-in: {what}", "POST", "/api/v1/sign-in", ["Content-Type: application/json"], of(Aim.Words.Nowhere));
        }
        var bomb = Gzip(new byte[32 * 1_024 * 1_024]);
        yield return Try.Of("unsigned: a gzip bomb", "POST", $"/webhooks/standard/{Aim.Victim.Of(Platforms.Standard).Id}", ["Content-Type: application/json", "Content-Encoding: gzip"], bomb);
        yield return Try.Of("signed: a gzip bomb", "POST", $"/webhooks/standard/{Aim.Intruder.Of(Platforms.Standard).Id}", [.. Signatures.Standard(Aim.Intruder.Of(Platforms.Standard).Secret, $"{Aim.Words.Own}-z{++number}", bomb), "Content-Encoding: gzip"], bomb);
        yield return Try.Of("to mutations: a gzip bomb", "POST", "/api/v1/mutations", [$"Authorization: Bearer {Aim.Intruder.Key}", "Content-Type: application/json", "Content-Encoding: gzip"], bomb);
        yield return Try.Of("sessions: a gzip bomb", "POST", "/api/sessions/sync", [$"Authorization: Bearer {Aim.Intruder.Key}", "Content-Type: application/json", "Content-Encoding: gzip"], bomb);
        yield return Try.Of("to mutations: another content type", "POST", "/api/v1/mutations", [$"Authorization: Bearer {Aim.Intruder.Key}", "Content-Type: application/xml"], "<a/>"u8.ToArray());
    }

    /// <summary>Each with the word in it.</summary>
    private static IEnumerable<(string What, Func<string, byte[]> Of)> Bodies() =>
    [
        ("bytes that are no UTF-8", word => [.. Encoding.UTF8.GetBytes($$"""{"type":"{{word}}","data":"""), 0x22, 0xff, 0xfe, 0xc0, 0xaf, 0x22, (byte)'}']),
        ("100,000 arrays in each other", word => Encoding.UTF8.GetBytes($$"""{"type":"{{word}}","data":""" + new string('[', 100_000) + new string(']', 100_000) + "}")),
        ("a number of 100,000 digits", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}","set":{{{new string('9', 100_000)}}}}}""")),
        ("a number beyond all", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}","set":1e308}}""")),
        ("the same key twice", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","type":"order.created","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}","set":1,"set":2}}""")),
        ("half of a surrogate pair", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}\ud800","set":1}}""")),
        ("NULs", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}\u0000","set":1,"reason":"\u0000"}}""")),
        ("cut off in the middle", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}""")),
        ("nothing", _ => []),
        ("null", _ => "null"u8.ToArray()),
        ("a type that is an object", word => Encoding.UTF8.GetBytes($$$"""{"type":{"{{{word}}}":1},"timestamp":[],"data":[]}""")),
        ("a time that is none", word => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"9999-99-99T99:99:99Z","data":{"sku":"{{{word}}}","set":1}}""")),
        ("SQL", word => Encoding.UTF8.GetBytes($$$"""{"type":"'; drop table mt_events; --","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"{{{word}}}' or '1'='1"}}""")),
    ];

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
