using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>Takes messages: one at a time of each partition, a transaction each, acknowledged after its commit.</summary>
internal static class StraightforwardConsumer
{
    private const ushort Prefetch = 100;

    public static async Task RunAsync(string postgres, string broker)
    {
        await using var database = NpgsqlDataSource.Create(postgres);
        await using var connection = await new ConnectionFactory { Uri = new(broker), ClientProvidedName = "straightforward" }.CreateConnectionAsync();
        var transaction = new StockTransaction(database);
        for (var partition = 0; partition < StraightforwardService.Partitions; partition++) await ConsumeAsync(connection, StraightforwardService.QueueName(partition), transaction);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        await using var app = builder.Build();
        await app.RunAsync();
    }

    private static async Task ConsumeAsync(IConnection connection, string queue, StockTransaction transaction)
    {
        // The client hands over one message at a time a channel.
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(prefetchSize: 0, Prefetch, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var message = JsonSerializer.Deserialize(delivery.Body.Span, StraightforwardJson.Default.StockMessage)!;
            try
            {
                await transaction.ApplyAsync(message);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            }
            catch (NpgsqlException)
            {
                await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }
}
