using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Ingest;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class Waiting_bodies : IAsyncLifetime
{
    private const int MiB = 1_024 * 1_024;
    private const string Creator = "ann";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly string Neighbour = Enumerable.Range(0, 100).Select(i => $"creator-{i}").First(id => Partitioning.Of(id, 16) != Partitioning.Of(Creator, 16));

    private readonly HandClock clock = new();
    private ServiceProvider provider = null!;
    private DeliveryPublisher publisher = null!;

    /// <summary>All of Ingest, none of it started, and nobody where its servers should be.</summary>
    public Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=1",
            ["ConnectionStrings:RabbitMq"] = "amqp://nobody:none@127.0.0.1:1",
            ["ConnectionStrings:Redis"] = "127.0.0.1:1",
            ["Keys:Directory"] = Path.GetTempPath(),
            ["Internal:Token"] = new string('t', 32),
            ["Publishing:MostBytes"] = $"{16 * MiB}",
        }).Build();
        provider = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddSingleton(new Signals("test"))
            .AddIngest(configuration).BuildServiceProvider();
        publisher = provider.GetRequiredService<DeliveryPublisher>();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await publisher.StopAsync(CancellationToken.None);
        await provider.DisposeAsync();
    }

    [Fact]
    public void One_partition_alone_fills_half_and_there_is_always_room_for_the_next()
    {
        var bodies = new WaitingBodies(100, 3, clock);
        Assert.Equal((50, 25, 12), (Fill(bodies, 0), Fill(bodies, 1), Fill(bodies, 2)));
        Assert.Equal(87, bodies.Bytes);
        bodies.Release(0, 50);
        Assert.Equal(19, Fill(bodies, 1));
    }

    [Fact]
    public void However_large_one_is_it_is_taken_where_nothing_else_waits()
    {
        var bodies = new WaitingBodies(100, 3, clock);
        Assert.True(bodies.TryTake(0, 1_000));
        Assert.False(bodies.TryTake(1, 1));
        bodies.Release(0, 1_000);
        Assert.True(bodies.TryTake(1, 1));
        Assert.Equal(1, bodies.Bytes);
    }

    [Fact]
    public void That_one_was_turned_away_is_told_for_seconds()
    {
        var bodies = new WaitingBodies(100, 3, clock);
        Assert.True(bodies.TryTake(0, 26));
        Assert.True(bodies.IsFilling);
        Assert.False(bodies.IsRefusing);
        Assert.False(bodies.TryTake(0, 26));
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(bodies.IsRefusing);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(bodies.IsRefusing);
    }

    [Fact]
    public void However_many_come_and_go_at_once_no_byte_is_lost_or_left()
    {
        var bodies = new WaitingBodies(100, 4, clock);
        Parallel.For(0, 100_000, i =>
        {
            if (bodies.TryTake(i % 4, 7)) bodies.Release(i % 4, 7);
        });
        Assert.Equal(0, bodies.Bytes);
        Assert.Equal(50, Fill(bodies, 3));
    }

    [Fact]
    public async Task Beyond_them_senders_are_asked_to_come_again_and_neighbours_are_not()
    {
        var waiting = publisher.PublishAsync(Of(Creator, 8 * MiB));
        Assert.Equal(PublishOutcome.Unavailable, await publisher.PublishAsync(Of(Creator, 1_024)).WaitAsync(Deadline));
        Assert.Equal("refusing", await PressureAsync());
        var neighbours = publisher.PublishAsync(Of(Neighbour, 1_024));
        Assert.False(waiting.IsCompleted);
        Assert.False(neighbours.IsCompleted);
        Assert.Equal(8 * MiB + 1_024, publisher.Bodies.Bytes);
        await publisher.StartAsync(CancellationToken.None);
        // Nobody is there to take them.
        Assert.All(await Task.WhenAll(waiting, neighbours).WaitAsync(Deadline), outcome => Assert.Equal(PublishOutcome.Unavailable, outcome));
        await Eventually.Async(() => publisher.Bodies.Bytes == 0);
    }

    [Fact]
    public async Task A_duplicate_is_held_until_its_turn_has_come()
    {
        Assert.Equal(PublishOutcome.Duplicate, await publisher.PublishAsync(Of(Creator, 1_024), Task.FromResult(true)).WaitAsync(Deadline));
        Assert.Equal(1_024, publisher.Bodies.Bytes);
        await publisher.StartAsync(CancellationToken.None);
        await Eventually.Async(() => publisher.Bodies.Bytes == 0);
    }

    private static int Fill(WaitingBodies bodies, int partition)
    {
        var taken = 0;
        while (bodies.TryTake(partition, 1)) taken++;
        return taken;
    }

    private static Delivery Of(string creator, int bytes) => new()
    {
        Id = "d", CreatorId = creator, ConnectionId = "shop", Platform = Platforms.Shopify, Topic = "orders/create", IdempotencyKey = "k", Checksum = "c",
        ReceivedAt = Given.ReceivedAt, Body = new byte[bytes],
    };

    private async Task<string?> PressureAsync() => (await ActivatorUtilities.CreateInstance<IngestPressure>(provider).CheckHealthAsync(new HealthCheckContext())).Description;
}
