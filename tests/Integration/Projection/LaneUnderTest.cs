using System.Globalization;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Expiring;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Recording;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>One lane's writer on a real database, without the broker before it; its clock goes a second further with every transaction.</summary>
internal sealed class LaneUnderTest(NpgsqlDataSource database, RedisCache redis, string creator)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private readonly BatchWriter writer = new BatchWriterFactory(database, new DatabaseGate(database, TimeProvider.System), new WorkingSet(database, new EventReader(database)), new Bookkeeper(Options.Create(new ReservationOptions()), NullLogger<Bookkeeper>.Instance),
        new Recorder(database, new SecondsClock()), new Announcer(redis, new DoneDeliveries(redis, TimeProvider.System)), new RecordingMeter(new Signals("test"), TimeProvider.System), new RecordingTrace(new Signals("test"), TimeProvider.System), Options.Create(new ProjectionOptions()), NullLogger<BatchWriter>.Instance).Create();
    private int deliveries;

    public string Creator => creator;

    public Delivery Delivery(params ChannelEvent[] events)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{creator}-{Interlocked.Increment(ref deliveries):00000}-{Guid.CreateVersion7():n}");
        return new()
        {
            Id = id, CreatorId = creator, ConnectionId = "shop", Platform = "shopify", Topic = "test", IdempotencyKey = id, Checksum = id,
            ReceivedAt = Start.AddDays(30), TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Events = events,
        };
    }

    /// <summary>One transaction.</summary>
    public Task WriteAsync(params Delivery[] batch) => writer.WriteAsync(batch, CancellationToken.None);

    public Task RehearseAsync(params Delivery[] batch) => writer.RehearseAsync(batch, CancellationToken.None);

    /// <summary>One transaction for each event.</summary>
    public async Task PlayAsync(params ChannelEvent[] events)
    {
        foreach (var happened in events) await WriteAsync(Delivery(happened));
    }

    private sealed class SecondsClock : TimeProvider
    {
        private long seconds;

        public override DateTimeOffset GetUtcNow() => Start.AddSeconds(Interlocked.Increment(ref seconds));
    }
}
