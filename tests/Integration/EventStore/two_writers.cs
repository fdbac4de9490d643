using CreatorFlow.EventStore;
using Npgsql;

namespace CreatorFlow.Tests.Integration.EventStore;

public sealed class Two_writers(EventStoreUnderTest store) : IClassFixture<EventStoreUnderTest>
{
    private static readonly DateTimeOffset LastMoment = new(2026, 11, 30, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public async Task Of_two_writers_that_decided_upon_the_same_version_exactly_one_wins()
    {
        const int rounds = 500;
        var stream = new StreamKey(EventStoreUnderTest.NewCreator(), "counter-1");
        for (var version = 0L; version < rounds; version++)
        {
            // Each in a month of its own, so that no key of a partition can be what decides.
            var won = await Task.WhenAll(TryAsync(stream, version, LastMoment), TryAsync(stream, version, LastMoment.AddSeconds(2)));
            Assert.True(won.Count(w => w) == 1, $"Version {version}: {won.Count(w => w)} writers won.");
        }
        Assert.Equal(rounds, await store.ReadAsync<long>("select count(*) from mt_events where tenant_id = $1", stream.Tenant));
        Assert.Equal(rounds, await store.ReadAsync<long>("select count(distinct version) from mt_events where tenant_id = $1", stream.Tenant));
        Assert.Equal(rounds, await store.ReadAsync<long>("select version from mt_streams where tenant_id = $1", stream.Tenant));
    }

    [Fact]
    public async Task A_writer_that_knows_an_older_version_loses_in_whatever_month()
    {
        var stream = new StreamKey(EventStoreUnderTest.NewCreator(), "counter-1");
        await store.AppendAsync(stream, 0, LastMoment, count: 3);
        Assert.False(await TryAsync(stream, 1, LastMoment.AddMonths(1)));
        Assert.False(await TryAsync(stream, 4, LastMoment.AddMonths(1)));
        Assert.True(await TryAsync(stream, 3, LastMoment.AddMonths(1)));
    }

    [Fact]
    public async Task A_stream_that_nobody_started_cannot_be_advanced() =>
        Assert.False(await TryAsync(new(EventStoreUnderTest.NewCreator(), "counter-1"), 1, LastMoment));

    [Fact]
    public async Task One_lost_stream_takes_the_whole_batch_with_it()
    {
        var creator = EventStoreUnderTest.NewCreator();
        await store.AppendAsync(new(creator, "a"), 0, LastMoment);
        await store.AppendAsync(new(creator, "b"), 0, LastMoment, count: 2);
        await using var batch = store.Database.CreateBatch();
        CreatorFlow.EventStore.Appending.EventAppender.Append(batch,
            [new(new(creator, "a"), "counter", 1, [EventStoreUnderTest.Event()]), new(new(creator, "b"), "counter", 1, [EventStoreUnderTest.Event()])], LastMoment.AddDays(3));
        var lost = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal(("23505", "mt_streams_version"), (lost.SqlState, lost.ConstraintName));
        Assert.Equal(3, await store.ReadAsync<long>("select count(*) from mt_events where tenant_id = $1", creator));
    }

    private async Task<bool> TryAsync(StreamKey stream, long expected, DateTimeOffset now)
    {
        try
        {
            await store.AppendAsync(stream, expected, now);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }
}
