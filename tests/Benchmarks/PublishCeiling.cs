using System.Diagnostics;
using RabbitMQ.Client;

namespace CreatorFlow.Benchmarks;

/// <summary>What the broker confirms when nothing else is done: the plain client, one publish in flight on each of 16 channels, one webhook a message.</summary>
internal static class PublishCeiling
{
    public static async Task<Measurement> RunAsync(BenchmarkTarget target, int messages)
    {
        var factory = new ConnectionFactory { Uri = new Uri(target.RabbitMq) };
        await using var connection = await factory.CreateConnectionAsync();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(q => Task.Run(() => PublishAsync(connection, q, messages / 16))));
        return new("ingest: ceiling, plain confirmed publish", messages / watch.Elapsed.TotalSeconds, "messages/s", "one message each");
    }

    private static async Task PublishAsync(IConnection connection, int queue, int messages)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var name = $"ceiling-{queue}";
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var body = new byte[1_000];
        for (var i = 0; i < messages; i++)
            await channel.BasicPublishAsync("", name, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, body);
        await channel.QueueDeleteAsync(name);
    }
}
