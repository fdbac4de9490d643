using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>A pool of channels with publisher confirms, as the client's documentation asks for: one publish at a time on each. Thread-safe.</summary>
internal sealed class ConfirmingChannels : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly Channel<IChannel> free;

    private ConfirmingChannels(IConnection connection, Channel<IChannel> free) => (this.connection, this.free) = (connection, free);

    public static async Task<ConfirmingChannels> OpenAsync(string broker, int count)
    {
        var connection = await new ConnectionFactory { Uri = new(broker), ClientProvidedName = "straightforward" }.CreateConnectionAsync();
        var free = Channel.CreateUnbounded<IChannel>();
        for (var i = 0; i < count; i++)
            free.Writer.TryWrite(await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
        return new(connection, free);
    }

    /// <summary>Returns when the broker has it safe.</summary>
    public async Task SendAsync(StockMessage message)
    {
        var channel = await free.Reader.ReadAsync();
        try
        {
            await channel.BasicPublishAsync("", StraightforwardService.QueueOf(message.CreatorId), mandatory: true,
                new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = message.Key, ContentType = "application/json" },
                JsonSerializer.SerializeToUtf8Bytes(message, StraightforwardJson.Default.StockMessage));
        }
        finally
        {
            free.Writer.TryWrite(channel);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
