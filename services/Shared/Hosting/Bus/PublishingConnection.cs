using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>
/// One connection for all that is published: opened when it is needed, and opened anew when it was lost. Opening is shared
/// and nobody's impatience ends it: a caller that gives up leaves it under way for the next.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PublishingConnection(BrokerAddress broker) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource disposed = new();
    private Task<IConnection>? current;
    private IConnection? left;

    /// <exception cref="Exception">The broker cannot be reached; the next call tries again.</exception>
    public Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (current is null || current.IsFaulted || current.IsCanceled || current is { IsCompletedSuccessfully: true, Result: var open } && (!open.IsOpen || ReferenceEquals(open, left)))
                current = ConnectAsync(current);
            return current.WaitAsync(cancellation);
        }
    }

    /// <summary>The next call opens another one; this one is of no use any more though it is open.</summary>
    public void Leave(IConnection useless)
    {
        lock (gate)
        {
            if (current is { IsCompletedSuccessfully: true } && ReferenceEquals(current.Result, useless)) left = useless;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync();
        if (current is { } last) await CloseAsync(last);
    }

    private async Task<IConnection> ConnectAsync(Task<IConnection>? previous)
    {
        if (previous is not null) await CloseAsync(previous);
        return await broker.ConnectAsync("publisher", disposed.Token);
    }

    private static async Task CloseAsync(Task<IConnection> opened)
    {
        await ((Task)opened).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opened.IsCompletedSuccessfully) await (await opened).DisposeAsync();
    }
}
