using System.Net.Sockets;
using System.Text;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Connections that are held as long as they are let: headers and bodies byte by byte, answers, streams and sockets that nobody reads, frames that are none.</summary>
internal sealed class SlowClients(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    private const int OfEach = 25;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override Task RunAsync(CancellationToken over) => Task.WhenAll(Enumerable.Range(0, OfEach).SelectMany(_ => Kinds().Select(kind => HoldAgainAsync(kind, over))));

    protected override IEnumerable<Try> Round() => [];

    private IEnumerable<Hold> Kinds()
    {
        var (webhook, key) = ($"/webhooks/standard/{Aim.Victim.Of(Platforms.Standard).Id}", $"Authorization: Bearer {Aim.Intruder.Key}");
        yield return new("nothing is said", [], 0);
        yield return new("headers byte by byte", Encoding.Latin1.GetBytes($"GET /api/v1/me HTTP/1.1\r\nX-{Aim.Words.Nowhere}: "), 1);
        yield return new("a body byte by byte", Try.Request("POST", webhook, ["Content-Type: application/json", "Content-Length: 1000000"], "{"u8.ToArray()), 1);
        yield return new("the API's body byte by byte", Try.Request("POST", "/api/v1/mutations", [key, "Content-Type: application/json", "Content-Length: 1000000"], "{"u8.ToArray()), 1);
        yield return new("a stream that nobody reads", Try.Request("GET", "/api/v1/stream?since=0", [key], []), 0) { Reads = false };
        yield return new("lists that nobody reads", [.. Enumerable.Repeat(Try.Request("GET", "/openapi/v1.json", [key], []), 50).SelectMany(r => r)], 0) { Reads = false };
        yield return new("a socket that nobody reads", Try.Request("GET", "/ws?since=0", [key, .. Upgrade], []), 0) { Reads = false };
        yield return new("a socket of nonsense", [.. Try.Request("GET", "/ws", [key, .. Upgrade], []), .. Noise()], 64) { Opens = true };
        yield return new("a socket's frame larger than all", [.. Try.Request("GET", "/ws", [key, .. Upgrade], []), 0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4], 64) { Opens = true };
        yield return new("a socket without a key", Try.Request("GET", "/ws", Upgrade, []), 0);
    }

    private static string[] Upgrade => ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    private byte[] Noise()
    {
        var noise = new byte[256];
        Random.NextBytes(noise);
        return noise;
    }

    private async Task HoldAgainAsync(Hold hold, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await HoldAsync(hold, over);
            await Task.Delay(Beat, CancellationToken.None);
        }
    }

    private async Task HoldAsync(Hold hold, CancellationToken over)
    {
        try
        {
            using var wire = await Wire.OpenAsync(Aim.Machine(Random), Aim.Gateway, CancellationToken.None);
            await wire.SendAsync(hold.Begins, over);
            using var left = CancellationTokenSource.CreateLinkedTokenSource(over);
            var dripping = DripAsync(wire, hold.BytesABeat, left.Token);
            var answer = hold.Reads ? await wire.ReadAsync(over) : await UnreadAsync(over);
            await left.CancelAsync();
            await dripping;
            Add(hold, answer);
        }
        catch (SocketException e)
        {
            Tally.Odd($"{Name}, {hold.What}: no connection, {e.SocketErrorCode}");
        }
    }

    private void Add(Hold hold, Answer answer)
    {
        // Who is held at the end of the run is counted, and neither refused nor let in.
        if (answer is { Late: true, Statuses: [] } || !hold.Reads) Tally.Count(Name, hold.What, "held until the end");
        else Tally.Add(Name, new(hold.What, hold.Begins) { Passes = hold.Opens ? [101] : [] }, answer);
    }

    private static async Task DripAsync(Wire wire, int bytes, CancellationToken over)
    {
        while (bytes > 0 && !over.IsCancellationRequested)
        {
            await Task.Delay(Beat, CancellationToken.None);
            if (!await wire.SendAsync(Enumerable.Repeat((byte)'a', bytes).ToArray(), over)) return;
        }
    }

    private static async Task<Answer> UnreadAsync(CancellationToken over)
    {
        var ended = new TaskCompletionSource();
        await using var until = over.Register(ended.SetResult);
        await ended.Task;
        return new("", Late: true);
    }

    /// <param name="What">In a few words.</param>
    /// <param name="Begins">Sent at once.</param>
    /// <param name="BytesABeat">Sent every second after that; 0 for nothing.</param>
    private sealed record Hold(string What, byte[] Begins, int BytesABeat)
    {
        public bool Reads { get; init; } = true;

        /// <summary>A key of its own opens it.</summary>
        public bool Opens { get; init; }
    }
}
