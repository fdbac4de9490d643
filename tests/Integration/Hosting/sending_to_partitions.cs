using CreatorFlow.AppHost.Running;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Tests.Integration.Hosting;

/// <summary>The partitions' sender against a broker of its own.</summary>
public sealed class Sending_to_partitions
{
    private static readonly IOptions<PartitionOptions> Partitions = Options.Create(new PartitionOptions());

    [Fact]
    public async Task Keeps_the_order_of_awaited_sends()
    {
        await using var broker = await ConnectedBroker.OpenAsync(PrivateServers.Shared);
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        for (var i = 0; i < 200; i++) await sender.SendAsync(3, [Delivery($"a-{i}"), Delivery($"b-{i}")], CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 200).SelectMany(i => (string[])[$"a-{i}", $"b-{i}"]), await broker.TakeAsync(3));
    }

    [Fact]
    public async Task Sends_to_all_partitions_at_once()
    {
        const int senders = 3;
        const int each = 20;
        await using var broker = await ConnectedBroker.OpenAsync(PrivateServers.Shared);
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        await Task.WhenAll(from partition in Enumerable.Range(0, 16)
                           from who in Enumerable.Range(0, senders)
                           select SendAllAsync(sender, partition, who, each));
        for (var partition = 0; partition < 16; partition++)
        {
            var taken = await broker.TakeAsync(partition);
            for (var who = 0; who < senders; who++)
                Assert.Equal(Enumerable.Range(0, each).Select(i => $"{partition}-{who}-{i}"), taken.Where(t => t.StartsWith($"{partition}-{who}-", StringComparison.Ordinal)));
            Assert.Equal(senders * each, taken.Count);
        }
    }

    [Fact]
    public async Task A_message_without_a_queue_is_an_error_and_the_next_send_works()
    {
        await using var broker = await ConnectedBroker.OpenAsync(PrivateServers.Shared);
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        await sender.SendAsync(5, [Delivery("before")], CancellationToken.None);
        await broker.Channel.QueueUnbindAsync(PartitionOptions.QueueName(5), PartitionOptions.QueueName(5), "");
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(5, [Delivery("lost")], CancellationToken.None));
        await broker.Channel.QueueBindAsync(PartitionOptions.QueueName(5), PartitionOptions.QueueName(5), "");
        await sender.SendAsync(5, [Delivery("after")], CancellationToken.None);
        Assert.Equal(["before", "after"], await broker.TakeAsync(5));
    }

    [Fact]
    public async Task What_a_broker_that_was_emptied_has_no_more_is_declared_after_the_failure()
    {
        await using var broker = await ConnectedBroker.OpenAsync(PrivateServers.Shared);
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        await sender.SendAsync(5, [Delivery("before")], CancellationToken.None);
        await broker.Channel.QueueDeleteAsync(PartitionOptions.QueueName(5));
        await broker.Channel.ExchangeDeleteAsync(PartitionOptions.QueueName(5));
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(5, [Delivery("lost")], CancellationToken.None));
        await sender.SendAsync(5, [Delivery("after")], CancellationToken.None);
        await broker.Channel.QueueDeleteAsync(PartitionOptions.QueueName(5));
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(5, [Delivery("lost")], CancellationToken.None));
        await sender.SendAsync(5, [Delivery("again")], CancellationToken.None);
        Assert.Equal(["again"], await broker.TakeAsync(5));
    }

    /// <summary>Each attempt opens a channel that is never answered for, and a connection has 2,047 of them.</summary>
    [Fact]
    public async Task After_as_many_failures_as_a_connection_has_channels_another_is_opened()
    {
        await using var servers = new PrivateServers();
        await using var broker = await ConnectedBroker.OpenAsync(servers);
        var node = await servers.RabbitMqAsync();
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        await sender.SendAsync(5, [Delivery("before")], CancellationToken.None);
        await node.ControlAsync("set_vm_memory_high_watermark", "0.000001"); // takes nothing any more
        await Eventually.Async(async () =>
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(4));
            return await Record.ExceptionAsync(() => sender.SendAsync(5, [Delivery("maybe")], soon.Token)) is ChannelAllocationException;
        }, TimeSpan.FromMinutes(2), "every channel is open", TimeSpan.Zero);
        await node.ControlAsync("set_vm_memory_high_watermark", "0.4");
        await Eventually.Async(async () => await Record.ExceptionAsync(() => sender.SendAsync(6, [Delivery("after")], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5))) is null, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_cancelled_send_leaves_the_sender_usable()
    {
        await using var broker = await ConnectedBroker.OpenAsync(PrivateServers.Shared);
        await using var sender = new PartitionSender(new(broker.Address), Partitions);
        // The first opens the connection: cancelled under way, it is left open for the next.
        using var soon = new CancellationTokenSource();
        var opening = sender.SendAsync(1, [Delivery("maybe")], soon.Token);
        await soon.CancelAsync();
        await Record.ExceptionAsync(() => opening);
        for (var i = 0; i < 50; i++)
        {
            using var cancelled = new CancellationTokenSource();
            var sending = sender.SendAsync(1, [Delivery("maybe")], cancelled.Token);
            if (i % 2 == 0) await cancelled.CancelAsync();
            await Record.ExceptionAsync(() => sending);
            await sender.SendAsync(1, [Delivery($"sure-{i}")], CancellationToken.None);
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(1, [Delivery("never")], new CancellationToken(canceled: true)));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"sure-{i}"), (await broker.TakeAsync(1)).Where(t => t != "maybe"));
    }

    [Fact]
    public async Task A_broker_that_stops_makes_sends_fail_and_one_that_comes_back_takes_them_within_seconds()
    {
        await using var servers = new PrivateServers();
        var rabbitMq = await servers.RabbitMqAsync();
        await using var sender = new PartitionSender(new(new Uri(rabbitMq.ConnectionString)), Partitions);
        await sender.SendAsync(0, [Delivery("before")], CancellationToken.None);
        await rabbitMq.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(0, [Delivery("away")], CancellationToken.None));
        await Assert.ThrowsAnyAsync<Exception>(() => sender.SendAsync(0, [Delivery("away")], CancellationToken.None));
        await rabbitMq.StartUntilReadyAsync(CancellationToken.None);
        await Eventually.Async(async () => await Record.ExceptionAsync(() => sender.SendAsync(0, [Delivery("after")], CancellationToken.None)) is null,
            TimeSpan.FromSeconds(10), "a send is confirmed again");
        await using var broker = await ConnectedBroker.OpenAsync(new Uri(rabbitMq.ConnectionString));
        Assert.Equal(["before", "after"], await broker.TakeAsync(0));
    }

    private static async Task SendAllAsync(PartitionSender sender, int partition, int who, int count)
    {
        for (var i = 0; i < count; i++) await sender.SendAsync(partition, [Delivery($"{partition}-{who}-{i}")], CancellationToken.None);
    }

    private static Delivery Delivery(string id) => new()
    {
        Id = id, CreatorId = "creator", ConnectionId = "shop", Platform = "shopify", Topic = "test", IdempotencyKey = id, Checksum = id,
        ReceivedAt = DateTimeOffset.UnixEpoch, Events = [],
    };

    /// <summary>The test's own way to the broker.</summary>
    private sealed class ConnectedBroker(Uri address, IConnection connection, IChannel channel) : IAsyncDisposable
    {
        public Uri Address => address;

        public IChannel Channel => channel;

        public static async Task<ConnectedBroker> OpenAsync(PrivateServers servers) => await OpenAsync(new Uri(await servers.CreateVirtualHostAsync()));

        public static async Task<ConnectedBroker> OpenAsync(Uri address)
        {
            await PartitionTopology.DeclareAsync(new BrokerAddress(address), 16, CancellationToken.None);
            var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
            return new(address, connection, await connection.CreateChannelAsync());
        }

        /// <summary>Ids of all deliveries in a partition's queue, in order: up to a last one that is sent for it.</summary>
        public async Task<List<string>> TakeAsync(int partition)
        {
            var queue = PartitionOptions.QueueName(partition);
            var (ids, whole) = (new List<string>(), new TaskCompletionSource());
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                ids.AddRange(DeliveryCodec.Unpack(message.Body.Span).Select(d => d.Id));
                if (ids[^1] == "end") whole.TrySetResult();
                return Task.CompletedTask;
            };
            await channel.BasicPublishAsync(queue, "", DeliveryCodec.Pack([Delivery("end")]));
            var tag = await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
            await whole.Task.WaitAsync(Eventually.DefaultDeadline);
            await channel.BasicCancelAsync(tag);
            return ids[..^1];
        }

        public async ValueTask DisposeAsync()
        {
            await channel.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
