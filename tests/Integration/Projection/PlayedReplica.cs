using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Replicas;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>One that shares a partition with the pipeline's Projection, takes its messages and writes none; what it holds goes back when it ends.</summary>
internal sealed class PlayedReplica : IAsyncDisposable
{
    private readonly Pipeline pipeline;
    private readonly int partition;
    private readonly IConnection connection;
    private readonly string id;

    private PlayedReplica(Pipeline pipeline, int partition, IConnection connection, string id) => (this.pipeline, this.partition, this.connection, this.id) = (pipeline, partition, connection, id);

    public static async Task<PlayedReplica> StartAsync(Pipeline pipeline, int partition)
    {
        var shared = new Replica(await Eventually.ValueAsync(async () => (string?)await AskAsync(pipeline, "select id from projection_replicas")), 1, Enumerable.Range(0, 16).ToHashSet());
        var id = Enumerable.Range(0, 1_000).Select(i => $"played-{i}").First(id => Shares.Of(16, [shared, new(id, 1, new HashSet<int> { partition })])[partition] == id);
        var connection = await new BrokerAddress(new Uri(pipeline.Settings["ConnectionStrings__RabbitMq"])).ConnectAsync("played", CancellationToken.None);
        var channel = await connection.CreateChannelAsync();
        await channel.BasicConsumeAsync(PartitionOptions.QueueName(partition), autoAck: false, new AsyncEventingBasicConsumer(channel));
        return new(pipeline, partition, connection, id);
    }

    /// <summary>Says that it lives until the partition is its own.</summary>
    public Task UntilHandedOnAsync() => Eventually.Async(async () =>
    {
        await AskAsync(pipeline, "insert into projection_replicas values ($1, array[$2], 1, now() + interval '1 minute') on conflict (id) do update set heard = projection_replicas.heard + 1", id, partition);
        return (await File.ReadAllTextAsync(pipeline.Projection.LogFile)).Contains($"{PartitionOptions.QueueName(partition)} goes on to another replica", StringComparison.Ordinal);
    }, every: TimeSpan.FromMilliseconds(200));

    public async ValueTask DisposeAsync()
    {
        await AskAsync(pipeline, "delete from projection_replicas where id = $1", id);
        await connection.DisposeAsync();
    }

    private static async Task<object?> AskAsync(Pipeline pipeline, string sql, params object[] values)
    {
        await using var command = pipeline.Database.CreateCommand(sql).With(values);
        return await command.ExecuteScalarAsync();
    }
}
