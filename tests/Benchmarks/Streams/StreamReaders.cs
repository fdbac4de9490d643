using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace CreatorFlow.Benchmarks.Streams;

/// <summary>Browsers' live streams: opened, then read as they come, or left unread.</summary>
internal sealed class StreamReaders : IDisposable
{
    private static readonly byte[] Marker = "\"onHand\":"u8.ToArray();
    private readonly HttpClient http;
    private readonly CancellationTokenSource end = new();
    private readonly List<Task> reading = [];
    private readonly List<HttpResponseMessage> unread = [];

    public StreamReaders(Uri gateway) => http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, ConnectTimeout = TimeSpan.FromSeconds(60) })
    {
        BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11,
    };

    /// <summary>Changes are told apart by what is on hand: each sets another number.</summary>
    /// <param name="key">The creator's.</param>
    /// <param name="seen">Hears of each number when it arrives, from many threads.</param>
    public async Task OpenAsync(string key, Action<long, long> seen)
    {
        var answer = await AskAsync(key);
        lock (reading) reading.Add(ReadAsync(answer, seen));
    }

    /// <summary>Opened, and never read from.</summary>
    public async Task OpenUnreadAsync(string key)
    {
        var answer = await AskAsync(key);
        lock (unread) unread.Add(answer);
    }

    /// <summary>How many ended by themselves.</summary>
    public int Ended => reading.Count(r => r.IsCompleted);

    private async Task<HttpResponseMessage> AskAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    private async Task ReadAsync(HttpResponseMessage answer, Action<long, long> seen)
    {
        using var _ = answer;
        await using var body = await answer.Content.ReadAsStreamAsync(end.Token);
        var buffer = new byte[8_192];
        var kept = 0;
        var last = 0L;
        while (await ReadSomeAsync(body, buffer.AsMemory(kept)) is > 0 and var count)
        {
            var now = Stopwatch.GetTimestamp();
            kept = Find(buffer.AsSpan(0, kept + count), number =>
            {
                // Said of the SKU, then of its location.
                if (number != last) seen(last = number, now);
            });
            buffer.AsSpan(0, kept).CopyTo(buffer);
        }
    }

    private async ValueTask<int> ReadSomeAsync(Stream body, Memory<byte> into)
    {
        try
        {
            return await body.ReadAsync(into, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            return 0;
        }
    }

    /// <returns>Bytes at the end that may be the beginning of another, moved to the front.</returns>
    private static int Find(Span<byte> text, Action<long> found)
    {
        var rest = text;
        while (rest.IndexOf(Marker) is >= 0 and var at)
        {
            var digits = rest[(at + Marker.Length)..];
            if (!Utf8Parser.TryParse(digits, out long number, out var length) || length == digits.Length) break;
            found(number);
            rest = digits[length..];
        }
        var tail = rest.IndexOf(Marker) is >= 0 and var open ? rest[open..] : rest[^Math.Min(rest.Length, Marker.Length)..];
        tail.CopyTo(text);
        return tail.Length;
    }

    public void Dispose()
    {
        end.Cancel();
        foreach (var answer in unread) answer.Dispose();
        Task.WaitAll([.. reading]);
        http.Dispose();
        end.Dispose();
    }
}
