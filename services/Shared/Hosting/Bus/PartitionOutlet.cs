using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>One partition's channel. A channel on which anything went wrong is given up: what it still owes an answer for is nobody's.</summary>
internal sealed class PartitionOutlet(PublishingConnection connection, string exchange) : IDisposable
{
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private readonly SemaphoreSlim turn = new(1);
    private IChannel? channel;

    public async Task SendAsync(byte[] body, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (channel is not { IsOpen: true }) await OpenAsync(cancellation);
            await channel!.BasicPublishAsync(exchange, routingKey: "", mandatory: true,
                new BasicProperties { Persistent = true, ContentType = PartitionOptions.ContentType }, body, cancellation).AsTask().WaitAsync(cancellation);
        }
        catch
        {
            GiveUp();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        GiveUp();
        turn.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        GiveUp();
        var open = await connection.OpenAsync(cancellation);
        channel = await open.CreateChannelAsync(Confirming, cancellation);
    }

    private void GiveUp()
    {
        if (channel is not null) _ = CloseAsync(channel);
        channel = null;
    }

    /// <summary>Not waited for: a broker that hangs would answer never.</summary>
    private static async Task CloseAsync(IChannel abandoned) => await abandoned.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
