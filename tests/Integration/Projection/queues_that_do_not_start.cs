using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Projection;

public sealed class Queues_that_do_not_start
{
    private const int Partitions = 16;
    private const string Broken = "creator-0", Well = "creator-1";

    [Fact]
    public async Task Hold_up_no_other_and_lose_nothing_that_they_hold()
    {
        Assert.NotEqual(Partitioning.Of(Broken, Partitions), Partitioning.Of(Well, Partitions));
        await using var servers = new PrivateServers();
        await using var pipeline = await Pipeline.StartAsync(servers, creators: 2, typeof(IngestModule), typeof(ProjectionModule));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var broker = await servers.RabbitMqAsync();
        await PostAsync(sender, Broken, 0);
        await RecordedAsync(pipeline, Broken, 1);

        await pipeline.Projection.KillAsync();
        for (var i = 1; i < 4; i++) await PostAsync(sender, Broken, i); // are in the queue
        var files = QueueFiles.Of(broker);
        await broker.Process!.StopAsync();
        files.CutShort(PartitionOptions.QueueName(Partitioning.Of(Broken, Partitions)));
        await broker.StartUntilReadyAsync();
        await pipeline.Projection.StartAsync();
        foreach (var creator in new[] { Broken, Well }) await pipeline.Database.RunAsync("insert into outbox (tenant_id, queue, message, created_at) values ($1, 'creatorflow.events.own-partition', $2::text::jsonb, now())", CancellationToken.None, creator, Overdue(creator));
        for (var i = 0; i < 20; i++)
        {
            await PostAsync(sender, Well, i);
            await PostAsync(sender, Broken, 4 + i); // is acknowledged, from the spool
        }
        await RecordedAsync(pipeline, Well, 20);
        Assert.Single(await pipeline.RecordedAsync(Broken));
        await Eventually.Async(async () => await OutboxAsync(pipeline) is [Broken], TimeSpan.FromSeconds(30));
        Assert.Contains($"{PartitionOptions.QueueName(Partitioning.Of(Broken, Partitions))} cannot be consumed", await File.ReadAllTextAsync(pipeline.Projection.LogFile), StringComparison.Ordinal);
        Assert.Equal("spooling", (await ReadyAsync(pipeline.Ingest)).GetProperty("pressure")[0].GetString());
        Assert.Equal("degraded", (await ReadyAsync(pipeline.Projection)).GetProperty("checks").GetProperty("partitions").GetString());

        await broker.Process!.StopAsync();
        Assert.Single(files.Mend());
        await broker.StartUntilReadyAsync();
        await RecordedAsync(pipeline, Broken, 24);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"{Broken}-standard:msg-{i}"), await pipeline.RecordedAsync(Broken));
        await Eventually.Async(async () => await OutboxAsync(pipeline) is [], TimeSpan.FromSeconds(30));
        foreach (var service in new[] { pipeline.Ingest, pipeline.Projection })
            await Eventually.Async(async () => (await ReadyAsync(service)).GetProperty("status").GetString() == "ready", TimeSpan.FromSeconds(30));
    }

    /// <summary>As one that has no leader.</summary>
    [Fact]
    public async Task And_those_that_do_not_answer_hold_up_no_other_either()
    {
        await using var servers = new PrivateServers();
        await using var pipeline = await Pipeline.StartAsync(servers, creators: 2, typeof(IngestModule), typeof(ProjectionModule));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var broker = await servers.RabbitMqAsync();
        var queue = PartitionOptions.QueueName(Partitioning.Of(Broken, Partitions));
        var member = $"'{new Uri(pipeline.Settings["ConnectionStrings__RabbitMq"]).AbsolutePath.Trim('/')}_{queue}'";
        await PostAsync(sender, Broken, 0);
        await RecordedAsync(pipeline, Broken, 1);

        await pipeline.Projection.KillAsync();
        for (var i = 1; i < 4; i++) await PostAsync(sender, Broken, i);
        await broker.ControlAsync("eval", $"sys:suspend({member}).");
        await pipeline.Projection.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await PostAsync(sender, Well, i);
            await PostAsync(sender, Broken, 4 + i);
        }
        await RecordedAsync(pipeline, Well, 10);
        Assert.Single(await pipeline.RecordedAsync(Broken));
        Assert.Contains($"{queue} cannot be consumed", await File.ReadAllTextAsync(pipeline.Projection.LogFile), StringComparison.Ordinal);

        await broker.ControlAsync("eval", $"sys:resume({member}).");
        await RecordedAsync(pipeline, Broken, 14);
        Assert.Equal(Enumerable.Range(0, 14).Select(i => $"{Broken}-standard:msg-{i}"), await pipeline.RecordedAsync(Broken));
    }

    private static Task PostAsync(StandardSender sender, string creator, int i) => sender.PostUntilAcknowledgedAsync($"{creator}-standard", $"msg-{i}",
        $$"""{"type":"inventory.stock_updated","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{"sku":"MUG","delta":1} }""");

    private static Task RecordedAsync(Pipeline pipeline, string creator, int webhooks) =>
        Eventually.Async(async () => (await pipeline.RecordedAsync(creator)).Count == webhooks, TimeSpan.FromMinutes(1), $"{webhooks} of {creator} are recorded");

    private static string Overdue(string creator) => JsonSerializer.Serialize(new Delivery
    {
        Id = Guid.CreateVersion7().ToString("n"), CreatorId = creator, ConnectionId = $"{creator}-standard", Platform = "standard", Topic = "order.payment_overdue",
        IdempotencyKey = $"overdue:{creator}", Checksum = "", ReceivedAt = DateTimeOffset.UtcNow, Events = [new PaymentOverdue { OrderId = "unknown", OccurredAt = DateTimeOffset.UtcNow }],
    });

    /// <summary>Whose messages wait in it.</summary>
    private static async Task<List<string>> OutboxAsync(Pipeline pipeline)
    {
        await using var command = pipeline.Database.CreateCommand("select tenant_id from outbox order by id");
        await using var reader = await command.ExecuteReaderAsync();
        var creators = new List<string>();
        while (await reader.ReadAsync()) creators.Add(reader.GetString(0));
        return creators;
    }

    private static async Task<JsonElement> ReadyAsync(RunningService service)
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.Address) };
        using var answer = await http.GetAsync("/health/ready");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
