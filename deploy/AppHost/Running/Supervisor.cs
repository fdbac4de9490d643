namespace CreatorFlow.AppHost.Running;

/// <summary>Starts a component again when it dies, sooner the longer it had lived.</summary>
internal sealed class Supervisor(TimeProvider time, TextWriter output, Action processesChanged)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _healthyLife = TimeSpan.FromSeconds(60);

    /// <summary>Returns when cancelled.</summary>
    public Task RunAsync(IEnumerable<IComponent> components, CancellationToken cancellation) =>
        Task.WhenAll(components.Select(component => WatchAsync(component, cancellation)));

    private async Task WatchAsync(IComponent component, CancellationToken cancellation)
    {
        var pause = _firstPause;
        while (true)
        {
            var born = time.GetTimestamp();
            if (component.Process is not { } process || !await EndsAsync(process.Completion, cancellation))
                return;
            pause = time.GetElapsedTime(born) > _healthyLife ? _firstPause : pause;
            await output.WriteLineAsync(
                $"{component.Name} (pid {process.Pid}) ended with exit code {await process.Completion}; starting it again in {pause.TotalSeconds:0.0} s. Log: {process.LogFile}");
            if (!await PausedAsync(pause, cancellation))
                return;
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
            await StartAgainAsync(component, cancellation);
        }
    }

    private async Task StartAgainAsync(IComponent component, CancellationToken cancellation)
    {
        try
        {
            await component.StartAsync(cancellation);
            processesChanged();
            await output.WriteLineAsync($"{component.Name} runs again as pid {component.Process!.Pid}");
        }
        catch (SetupException e)
        {
            // Its process is the one that ended: the next round tries once more, after a longer pause.
            await output.WriteLineAsync($"{component.Name} could not be started again: {e.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await output.WriteLineAsync($"{component.Name} is not started again: the platform stops");
        }
    }

    private static async Task<bool> EndsAsync(Task end, CancellationToken cancellation) =>
        await Task.WhenAny(end, Task.Delay(Timeout.Infinite, cancellation)) == end;

    private async Task<bool> PausedAsync(TimeSpan pause, CancellationToken cancellation)
    {
        await Task.Delay(pause, time, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return !cancellation.IsCancellationRequested;
    }
}
