namespace CreatorFlow.Ingest.Startup;

/// <summary>Tries something until it succeeds, with growing pauses.</summary>
internal static partial class Persistence
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static async Task UntilDoneAsync(string what, Func<CancellationToken, Task> attempt, TimeProvider clock, ILogger logger, CancellationToken stopping)
    {
        for (var pause = FirstPause; !await TryAsync(what, attempt, logger, stopping); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, clock, stopping);
    }

    private static async Task<bool> TryAsync(string what, Func<CancellationToken, Task> attempt, ILogger logger, CancellationToken stopping)
    {
        try
        {
            await attempt(stopping);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested) // the outermost loop of starting up: a server that is not there yet throws anything
        {
            NotYet(logger, what, e.GetType().Name, e.Message);
            return false;
        }
    }

    [LoggerMessage(2201, LogLevel.Warning, "Cannot {What} yet: {Error}: {Message}")]
    private static partial void NotYet(ILogger logger, string what, string error, string message);
}
