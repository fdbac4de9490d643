namespace CreatorFlow.AppHost.Processes;

/// <summary>Waits on a condition that nothing announces: a port that opens, a process that is not our child.</summary>
internal static class Waiting
{
    // Slow enough that a service which logs each failed health check fills no log while it starts.
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(100);

    /// <returns>False where the condition did not come true in time.</returns>
    public static Task<bool> UntilAsync(Func<bool> condition, TimeSpan patience, CancellationToken cancellation = default) =>
        UntilAsync(() => Task.FromResult(condition()), patience, cancellation);

    /// <inheritdoc cref="UntilAsync(Func{bool},TimeSpan,CancellationToken)"/>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition, TimeSpan patience, CancellationToken cancellation = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                return false;
            await Task.Delay(_pollInterval, cancellation);
        }

        return true;
    }
}
