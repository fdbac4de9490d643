using System.IO.Compression;
using System.Text;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.Tests.Integration.EventStore;

public sealed class Archive_and_restore(EventStoreUnderTest store) : IClassFixture<EventStoreUnderTest>, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("creatorflow-archive-").FullName;
    private int schema = 1;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_restored_equals_what_was_archived_row_for_row()
    {
        var creator = await TwoYearsAsync();
        var before = await store.RowsAsync(creator);
        var archived = await Archive().ArchiveAsync(creator);
        Assert.True(archived.Events > 0 && archived.Units > 1);
        Assert.Equal(before.Count - archived.Events, (await store.RowsAsync(creator)).Count);
        Assert.Equal(0, await store.ReadAsync<long>("select count(*) from mt_events where tenant_id = $1 and timestamp < $2", creator, new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Empty(await Restore().VerifyAsync(creator));
        Assert.Equal(archived.Events, (await Restore().RestoreAsync(creator)).Events);
        Assert.Equal(before, await store.RowsAsync(creator));
        Assert.Equal(new ArchiveResult(0, 0, 0), await Restore().RestoreAsync(creator));
        Assert.Equal(archived.Events, (await Archive().ArchiveAsync(creator)).Events);
        Assert.Equal(0, (await Archive().ArchiveAsync(creator)).Units);
        await Restore().RestoreAsync(creator);
        Assert.Equal(before, await store.RowsAsync(creator));
    }

    [Fact]
    public async Task Streams_load_append_and_are_seen_at_a_version_with_their_early_events_archived()
    {
        var creator = await TwoYearsAsync();
        var stream = new StreamKey(creator, "counter-1");
        var whole = Sum(await LoadAsync(stream));
        await Archive().ArchiveAsync(creator);
        var history = await LoadAsync(stream);
        Assert.Equal(whole, Sum(history));
        Assert.True(history.SnapshotVersion > 0);
        await store.AppendAsync(stream, history.Version, Now);
        Assert.Equal(whole + 1, Sum(await LoadAsync(stream)));
        Assert.Equal(history.SnapshotVersion, (await store.Reader.LoadAtAsync(stream, history.SnapshotVersion, 1, default)).SnapshotVersion);
    }

    [Fact]
    public async Task After_a_change_of_the_snapshots_shape_a_load_says_that_the_archive_has_to_be_restored()
    {
        var creator = await TwoYearsAsync();
        var stream = new StreamKey(creator, "counter-1");
        var whole = Sum(await LoadAsync(stream));
        await Archive().ArchiveAsync(creator);
        schema = 2;
        var refused = await Assert.ThrowsAsync<ArchivedEventsException>(() => LoadAsync(stream));
        Assert.Contains("Restore this creator's archive", refused.Message, StringComparison.Ordinal);
        await Restore().RestoreAsync(creator);
        Assert.Equal(whole, Sum(await LoadAsync(stream)));
        await Archive().ArchiveAsync(creator);
        Assert.Equal(whole, Sum(await LoadAsync(stream)));
    }

    [Fact]
    public async Task Killed_between_the_file_and_the_removal_nothing_is_lost_and_the_next_run_finishes()
    {
        var creator = await TwoYearsAsync();
        var before = await store.RowsAsync(creator);
        await Archive().WriteAsync(new(creator, new DateOnly(2025, 2, 1)), default);
        await File.WriteAllTextAsync(Path.Combine(folder, creator, "2025-03.1.jsonl.gz.writing"), "half of a li");
        Assert.Equal(before, await store.RowsAsync(creator));
        await Archive().ArchiveAsync(creator);
        await Restore().RestoreAsync(creator);
        Assert.Equal(before, await store.RowsAsync(creator));
    }

    [Fact]
    public async Task Rows_that_changed_after_the_file_was_written_are_not_removed()
    {
        var creator = await TwoYearsAsync();
        var unit = new ArchiveUnit(creator, new DateOnly(2025, 2, 1));
        var manifest = await Archive().WriteAsync(unit, default);
        await store.RunAsync("delete from mt_events where tenant_id = $1 and seq_id = $2", creator, manifest.FirstSequence);
        var before = await store.RowsAsync(creator);
        await Assert.ThrowsAnyAsync<Exception>(() => Archive().RemoveAsync(unit, manifest, default));
        Assert.Equal(before, await store.RowsAsync(creator));
        Assert.Equal(0, await store.ReadAsync<long>("select count(*) from event_archives where tenant_id = $1", creator));
    }

    [Fact]
    public async Task A_changed_or_broken_or_missing_file_is_refused_and_nothing_of_it_restored()
    {
        var creator = await TwoYearsAsync();
        await Archive().ArchiveAsync(creator);
        var left = await store.RowsAsync(creator);
        var file = Directory.GetFiles(Path.Combine(folder, creator), "*.gz").Order(StringComparer.Ordinal).First();
        var good = await File.ReadAllBytesAsync(file);
        foreach (var bad in (byte[][])[Repack(good, "\"Delta\": 1,", "\"Delta\": 7,"), good[..(good.Length / 2)], Encoding.UTF8.GetBytes("no gzip")])
        {
            await File.WriteAllBytesAsync(file, bad);
            await Assert.ThrowsAsync<ArchiveException>(() => Restore().RestoreAsync(creator));
            Assert.Single(await Restore().VerifyAsync(creator));
            Assert.Equal(left, await store.RowsAsync(creator));
        }
        File.Delete(file);
        await Assert.ThrowsAsync<ArchiveException>(() => Restore().RestoreAsync(creator));
        await File.WriteAllBytesAsync(file, good);
        Assert.True((await Restore().RestoreAsync(creator)).Events > 0);
    }

    [Fact]
    public async Task Events_without_a_month_are_kept_and_moved_when_it_is_made()
    {
        var stream = new StreamKey(EventStoreUnderTest.NewCreator(), "counter-1");
        await store.AppendAsync(stream, 0, new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        Assert.Equal("mt_events_strays", await store.ReadAsync<string>("select tableoid::regclass::text from mt_events where tenant_id = $1", stream.Tenant));
        await CreatorFlow.EventStore.Partitioning.EventPartitions.PrepareAsync(store.Database, new DateOnly(2031, 5, 1), new DateOnly(2031, 5, 1), default);
        Assert.StartsWith("mt_events_2031_05", await store.ReadAsync<string>("select tableoid::regclass::text from mt_events where tenant_id = $1", stream.Tenant), StringComparison.Ordinal);
    }

    private EventArchive Archive() => new(store.Database, new() { Directory = folder }, Counting(), new FixedClock());

    private EventRestore Restore() => new(store.Database, new() { Directory = folder }, new FixedClock());

    private SnapshotMaker Counting() => new(_ => schema, (_, history) => CanonicalJson.Serialize(new Total(Sum(history))));

    private async Task<StreamHistory> LoadAsync(StreamKey stream) => (await store.Reader.LoadAsync([stream], schema, default))[stream];

    private static long Sum(StreamHistory history) =>
        (history.Snapshot is { } snapshot ? CanonicalJson.Deserialize<Total>(snapshot).Value : 0) + history.Events.Sum(e => CanonicalJson.Deserialize<Counted>(e.Data).Delta);

    /// <summary>Three streams that got two events a month from January 2025 on, some of them with every column filled.</summary>
    private async Task<string> TwoYearsAsync()
    {
        var creator = EventStoreUnderTest.NewCreator();
        for (var month = 0; month < 22; month++)
            foreach (var stream in (string[])["counter-1", "counter-2", "counter-3"])
                await store.AppendAsync(new(creator, stream), month * 2, new DateTimeOffset(2025, 1, 31, 23, 59, 59, TimeSpan.Zero).AddMonths(month).AddTicks(9_999_990), count: 2);
        await store.RunAsync("update mt_events set bdata = '\\x00ff', causation_id = $2, headers = '{\"Text\":\"\\u2028 ü \\\" \\n\"}' where tenant_id = $1 and version = 3", creator, "cause");
        return creator;
    }

    private static byte[] Repack(byte[] file, string old, string changed)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        var text = reader.ReadToEnd();
        using var packed = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest))) writer.Write(text.Replace("12345678901234567890.120", "12345678901234567890.121", StringComparison.Ordinal).Replace(old, changed, StringComparison.Ordinal));
        return packed.ToArray();
    }

    private sealed record Total(long Value);

    private sealed record Counted(long Delta);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
