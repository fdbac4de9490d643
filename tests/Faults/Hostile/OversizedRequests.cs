using System.Text;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Headers, addresses and bodies beyond what is taken, with their size said beforehand and without.</summary>
internal sealed class OversizedRequests(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    private const int Mebibyte = 1_024 * 1_024;

    protected override int PerSecond => 6;

    protected override IEnumerable<Try> Round()
    {
        var (webhook, key) = ($"/webhooks/shopify/{Aim.Victim.Of(Platforms.Shopify).Id}", $"Authorization: Bearer {Aim.Intruder.Key}");
        yield return Try.Of("a header of 40 KB", "GET", "/api/v1/me", [$"X-Long: {Long(40_000)}"]);
        yield return Try.Of("a header of 2 MB", "GET", "/api/v1/me", [$"X-Long: {Long(2 * Mebibyte)}"]);
        yield return Try.Of("300 headers", "GET", "/api/v1/me", [.. Enumerable.Range(0, 300).Select(i => $"X-{i}: {Aim.Words.Nowhere}")]);
        yield return Try.Of("cookies of 30 KB", "GET", "/api/v1/me", [$"Cookie: {Long(30_000)}"]);
        yield return Try.Of("a key of 20 KB", "GET", "/api/v1/me", [$"Authorization: Bearer cf_{Long(20_000)}"]);
        yield return Try.Of("an address of 7 KB", "GET", $"/api/v1/inventory/{Long(7_000)}", []);
        yield return Try.Of("an address of 7 KB, with a key", "GET", $"/api/v1/inventory/{new string('a', 7_000)}", [key]);
        yield return Try.Of("an address of 20 KB", "GET", $"/api/v1/inventory/{Long(20_000)}", []);
        yield return Try.Of("a question of 7 KB", "GET", $"/api/v1/inventory?q={new string('a', 7_000)}", [key]) with { Passes = [200] }; // it finds nothing
        yield return Try.Of("a webhook of 2 MiB", "POST", webhook, ["Content-Type: application/json"], Body(2 * Mebibyte));
        yield return Chunked("a webhook of 2 MiB that does not say so", webhook, [], 2 * Mebibyte);
        yield return Try.Of("11 MiB to the API, without a key", "POST", "/api/v1/mutations", ["Content-Type: application/json"], Body(11 * Mebibyte));
        yield return Try.Of("11 MiB to the API", "POST", "/api/v1/mutations", [key, "Content-Type: application/json"], Body(11 * Mebibyte));
        yield return Chunked("11 MiB to the API that do not say so", "/api/v1/mutations", [key], 11 * Mebibyte);
        yield return Try.Of("1 TiB, as it says", "POST", webhook, ["Content-Type: application/json", "Content-Length: 1099511627776"]);
        yield return Try.Of("a sign-in of 1 MiB", "POST", "/api/v1/sign-in", ["Content-Type: application/json"], Body(Mebibyte));
        yield return Chunked("a share link's body of 1 MiB", $"/api/v1/shared/{Aim.Words.Nowhere}", [], Mebibyte);
    }

    private Try Chunked(string what, string address, string[] headers, int bytes) => new(what,
        [.. Try.Request("POST", address, [.. headers, "Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close"], []), .. Encoding.Latin1.GetBytes($"{bytes:x}\r\n"), .. Body(bytes), .. "\r\n0\r\n\r\n"u8]);

    private string Long(int characters) => Aim.Words.Nowhere + new string('a', characters);

    private byte[] Body(int bytes)
    {
        var body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        Encoding.Latin1.GetBytes($"\"{Aim.Words.Nowhere}\"").CopyTo(body, 0);
        return body;
    }
}
