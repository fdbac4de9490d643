using System.Net;
using System.Text.Json;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Every address that somebody can name, named so that it leads inside, to where the trap listens; and platforms that are said to answer there.</summary>
internal sealed class CallbackAddresses(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    protected override int PerSecond => 10;

    protected override IEnumerable<Try> Round()
    {
        foreach (var (what, address) in Addresses())
            yield return Try.Of($"an alert webhook at {what}", "POST", "/api/v1/alert-webhooks", [$"Authorization: Bearer {Aim.Intruder.Key}", "Content-Type: application/json"], JsonSerializer.SerializeToUtf8Bytes(new { name = Aim.Words.Own, address }));
        // The platform's own doors: such settings are not a creator's to make, and are judged again at the connection all the same.
        foreach (var channel in Aim.Trapped.Channels.Where(c => c.HasStock))
            yield return Try.Of($"a comparison with {channel.Platform} at the trap", "POST", $"/api/v1/channels/{channel.Id}/reconciliations", [$"Authorization: Bearer {Aim.Trapped.Key}", "Content-Type: application/json"], """{"dryRun":true}"""u8.ToArray()) with { Passes = [200, 202] };
    }

    private IEnumerable<(string What, string Address)> Addresses()
    {
        var (port, word) = (Aim.Trap.Port, Aim.Words.Own);
        foreach (var scheme in new[] { "http", "https" })
            foreach (var host in new[]
            {
                "127.0.0.1", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[0:0:0:0:0:0:0:1]",
                "localhost", "LOCALHOST", "localhost.", "ip6-localhost", Dns.GetHostName(), "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1", "example.com@127.0.0.1", "127.0.0.1#@example.com", "127.0.0.1\\@example.com", "example.com%00.127.0.0.1",
            })
                yield return ($"{scheme}://{host}:port", $"{scheme}://{host}:{port}/{word}");
        foreach (var address in new[]
        {
            "https://127.9.9.9/", "https://169.254.169.254/latest/meta-data/", "http://169.254.169.254/latest/meta-data/", "https://[fe80::1]/", "https://[fd00::1]/", "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://100.100.100.200/", "https://168.63.129.16/", "https://224.0.0.1/", "https://255.255.255.255/",
            "https://93.184.215.14:22/", "https://93.184.215.14:25/", "https://93.184.215.14:5432/", "gopher://127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/", "unix:/var/run/docker.sock", "data:text/plain,x", "javascript:alert(1)", "//127.0.0.1/", "127.0.0.1", "", "https://", "https:///", "https:127.0.0.1", "https://user:word@93.184.215.14/", "https://@93.184.215.14/",
            "https://93.184.215.14/#x", "https://93.184.215.14/ x", "https://93.184.215.14/\r\nX-Injected: 1", $"https://{new string('a', 2_000)}.example/",
        })
            yield return (address.Length > 60 ? address[..60] : address, address);
    }
}
