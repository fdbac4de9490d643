using System.Runtime.CompilerServices;

namespace CreatorFlow.Testing;

/// <summary>
/// Waits for what will be true soon. The one place where a test waits by looking again: a few
/// milliseconds between looks, and a deadline that names what never came true.
/// </summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It was not true within the deadline.</exception>
    public static Task Async(
        Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Async(() => Task.FromResult(condition()), deadline, what);

    /// <inheritdoc cref="Async(Func{bool},TimeSpan?,string)"/>
    public static async Task Async(
        Func<Task<bool>> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "", TimeSpan? every = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (deadline ?? DefaultDeadline))
                throw new TimeoutException($"Not true within {(deadline ?? DefaultDeadline).TotalSeconds} s: {what}");
            await Task.Delay(every ?? _pollInterval);
        }
    }

    /// <summary>Waits until there is something to return.</summary>
    /// <exception cref="TimeoutException">There was nothing within the deadline.</exception>
    public static async Task<T> ValueAsync<T>(
        Func<Task<T?>> value, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(value))] string what = "")
        where T : class
    {
        T? found = null;
        await Async(async () => (found = await value()) is not null, deadline, what);
        return found!;
    }
}
