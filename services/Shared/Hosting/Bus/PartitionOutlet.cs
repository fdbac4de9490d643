using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Hosting.Bus;

/// <summary>One partition's channel. A channel on which anything went wrong is given up: what it still owes an answer for is nobody's.</summary>
/// <remarks>
/// Before the first message, and where one found no exchange or no queue, the partition is declared; not with each connection, since exchanges, queues and
/// bindings are durable.
/// </remarks>
internal sealed class PartitionOutlet(PublishingConnection connection, int partition) : IDisposable
{
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private readonly SemaphoreSlim turn = new(1);
    private readonly string exchange = PartitionOptions.QueueName(partition);
    private IChannel? channel;
    private bool declared;

    public async Task SendAsync(byte[] body, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (channel is not { IsOpen: true }) await OpenAsync(cancellation);
            await channel!.BasicPublishAsync(exchange, routingKey: "", mandatory: true,
                new BasicProperties { Persistent = true, ContentType = PartitionOptions.ContentType }, body, cancellation).AsTask().WaitAsync(cancellation);
        }
        catch (Exception e)
        {
            if (e is PublishException { IsReturn: true } || channel?.CloseReason is { ReplyCode: Constants.NotFound }) declared = false;
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
        try
        {
            if (!declared) await PartitionTopology.DeclareOneAsync(open, partition, cancellation).WaitAsync(cancellation);
            declared = true;
            channel = await CreateAsync(open, cancellation);
        }
        catch (ChannelAllocationException) // those that the broker never answered for, while it took nothing, keep their numbers
        {
            connection.Leave(open);
            throw;
        }
    }

    /// <summary>A broker that takes nothing, as over its disk mark, does not answer; the client would wait for 20 s, also where it is cancelled. What it opens late is closed.</summary>
    private static async Task<IChannel> CreateAsync(IConnection open, CancellationToken cancellation)
    {
        var creating = open.CreateChannelAsync(Confirming, CancellationToken.None);
        try
        {
            return await creating.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = creating.ContinueWith(late => late.Result.Abandon(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private void GiveUp()
    {
        channel?.Abandon();
        channel = null;
    }
}
