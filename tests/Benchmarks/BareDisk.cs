using System.Diagnostics;
using CreatorFlow.Benchmarks.Sending;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Benchmarks;

/// <summary>
/// What the disk alone takes while something else is timed: a small write every 20 ms, forced to it, counted from when each was to begin. No acknowledgement
/// of anything durable is faster; where these are slow, the machine was.
/// </summary>
internal sealed class BareDisk
{
    private const int EveryMs = 20, Bytes = 4096;
    private readonly CancellationTokenSource over = new();
    private readonly Task<Acknowledged> writing;

    private BareDisk(string folder) => writing = Task.Factory.StartNew(() => Write(folder), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static async Task<BareDisk> BeginAsync() => new(await TestRun.NewFolderAsync("bare-disk"));

    public async Task<Acknowledged> EndAsync()
    {
        await over.CancelAsync();
        var times = await writing;
        over.Dispose();
        return times;
    }

    private Acknowledged Write(string folder)
    {
        List<double> times = [];
        var bytes = new byte[Bytes];
        var since = Stopwatch.GetTimestamp();
        using (var file = File.OpenHandle(Path.Combine(folder, "forced"), FileMode.Create, FileAccess.Write))
        {
            while (!over.IsCancellationRequested)
            {
                var due = TimeSpan.FromMilliseconds(times.Count * EveryMs);
                if (due - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } left) over.Token.WaitHandle.WaitOne(left);
                RandomAccess.Write(file, bytes, 0);
                RandomAccess.FlushToDisk(file);
                times.Add((Stopwatch.GetElapsedTime(since) - due).TotalMilliseconds);
            }
        }
        TestRun.Delete(folder);
        times.Sort();
        return new(Stopwatch.GetElapsedTime(since), [.. times]);
    }
}
