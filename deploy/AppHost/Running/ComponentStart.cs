using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Running;

/// <summary>Starting a component and waiting for it, the same for all of them.</summary>
public static class ComponentStart
{
    private const int Attempts = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Starts it and returns once it is ready; tries again where it ends at once.</summary>
    /// <exception cref="SetupException">It ended each time, or did not become ready within two minutes; with the end of its log. Nothing of it runs any more.</exception>
    public static async Task StartUntilReadyAsync(this IComponent component, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await component.StartAsync(cancellation);
            if (await component.BecomesReadyAsync(cancellation))
                return;
            if (attempt == Attempts || !component.Process!.HasEnded)
                throw new SetupException(await component.WhyNotReadyAsync());
            await Task.Delay(_pause * attempt, cancellation);
        }
    }

    /// <summary>Waits until it is ready.</summary>
    /// <returns>False where it ended, or is not ready after two minutes.</returns>
    public static async Task<bool> BecomesReadyAsync(this IComponent component, CancellationToken cancellation)
    {
        var process = component.Process!;
        var ready = false;
        await Waiting.UntilAsync(
            async () => process.HasEnded || (ready = await component.IsReadyAsync(cancellation)), _patience, cancellation);
        return ready;
    }

    private static async Task<string> WhyNotReadyAsync(this IComponent component)
    {
        var process = component.Process!;
        var end = process.HasEnded
            ? $"ended with exit code {await process.Completion} before it was ready"
            : $"was not ready after {_patience.TotalSeconds} s";
        await component.StopAsync();
        return $"{component.Name} {end}. The end of {process.LogFile}:\n{LogFile.Tail(process.LogFile)}";
    }
}
