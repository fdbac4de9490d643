using System.Diagnostics;
using CreatorFlow.Testing;

namespace CreatorFlow.Benchmarks.Sending;

/// <summary>How long acknowledgements took.</summary>
/// <param name="Took">From the first sending to the last acknowledgement.</param>
/// <param name="Sorted">Each one's milliseconds, the quickest first.</param>
internal sealed record Acknowledged(TimeSpan Took, double[] Sorted)
{
    public double PerSecond => Sorted.Length / Took.TotalSeconds;

    /// <summary>What so many of a hundred did not exceed.</summary>
    public double Percentile(int percent) => Sorted.Percentile(percent);
}

/// <summary>Sends requests over connections that are kept. Anything but 200 ends it.</summary>
internal static class Load
{
    /// <summary>As fast as they are answered: each connection sends when its last was.</summary>
    public static Task<Acknowledged> RushAsync(Uri address, byte[][] requests, int connections) => RunAsync(address, requests, connections, _ => TimeSpan.Zero, paced: false);

    /// <summary>
    /// At a rate, whatever becomes of those before. Times count from the moment at which one was to be sent: when answers are slow,
    /// and no connection is free or this program is late, those that had to wait for it are slow too.
    /// </summary>
    public static Task<Acknowledged> PaceAsync(Uri address, byte[][] requests, int connections, int perSecond) =>
        RunAsync(address, requests, connections, i => TimeSpan.FromSeconds((double)i / perSecond), paced: true);

    private static async Task<Acknowledged> RunAsync(Uri address, byte[][] requests, int connections, Func<int, TimeSpan> dueAt, bool paced)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, Math.Min(connections, requests.Length)).Select(_ => KeptConnection.OpenAsync(address)));
        try
        {
            var (took, next) = (new double[requests.Length], -1);
            var since = Stopwatch.GetTimestamp();
            await Task.WhenAll(open.Select(connection => Task.Run(async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < requests.Length; i = Interlocked.Increment(ref next))
                {
                    var due = paced ? dueAt(i) : Stopwatch.GetElapsedTime(since);
                    if (paced) await UntilAsync(since, due);
                    if (await connection.AskAsync(requests[i]) is not 200 and var status) throw new InvalidOperationException($"{address} answered {status}");
                    took[i] = (Stopwatch.GetElapsedTime(since) - due).TotalMilliseconds;
                }
            })));
            var elapsed = Stopwatch.GetElapsedTime(since);
            Array.Sort(took);
            return new(elapsed, took);
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }
    }

    private static async Task UntilAsync(long since, TimeSpan due)
    {
        while (due - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } left) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)));
    }
}
