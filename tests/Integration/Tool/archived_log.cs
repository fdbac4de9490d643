using System.Globalization;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tests.Integration.Tool;

public sealed class Archived_log : WrittenLog, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("creatorflow-archive-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Two months past their retention, one that stays; orders that ended long ago, stock that goes on.</summary>
    private async Task WriteYearsAsync()
    {
        foreach (var (days, from, count) in new[] { (500, 0, 20), (440, 20, 10), (5, 30, 10) })
        {
            WriteDaysAgo(days);
            await WriteAsync(new[] { "ann", "ben" }.SelectMany(creator => Some(count, from).Select(e => (creator, e))));
        }
    }

    private Task<(int Code, string[] Lines)> ToolAsync(params string[] args) => RunAsync([.. args, "--folder", folder]);

    private async Task ArchivedYearsAsync()
    {
        await WriteYearsAsync();
        Assert.Equal(0, (await ToolAsync("archive")).Code);
    }

    private async Task FindsAsync(params string[] findings)
    {
        var (code, lines) = await RunAsync("verify");
        var found = lines[..^1];
        Assert.True(code == (findings.Length == 0 ? 0 : 1) && found.Length == findings.Length && found.Zip(findings).All(f => f.First.StartsWith(f.Second, StringComparison.Ordinal)), string.Join('\n', lines));
    }

    private Task<string> RowsAsync() => ValueAsync<string>("""
        select md5(string_agg(d::text, '' order by tenant_id, id))
        from (
          select tenant_id, id, data, mt_last_modified, mt_version from mt_doc_stockitem
          union all
          select tenant_id, id, data, mt_last_modified, mt_version from mt_doc_ordersummary
        ) d
        """);

    private Task<string> LogAsync() => ValueAsync<string>("select md5(string_agg(e::text, '' order by seq_id)) from mt_events e");

    [Fact]
    public async Task Archive_verify_archive_and_restore_bring_back_what_there_was()
    {
        await WriteYearsAsync();
        var log = await LogAsync();
        var (code, lines) = await ToolAsync("archive");
        Assert.True(code == 0 && lines[^1].Contains("events archived in 4 files below ", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Contains(lines, l => l.StartsWith("archive: 4 of 4 files, ", StringComparison.Ordinal));
        Assert.NotEqual(log, await LogAsync());
        Assert.Equal((0, "Nothing is old enough to be archived."), Last(await ToolAsync("archive")));
        (code, lines) = await ToolAsync("verify-archive");
        Assert.True(code == 0 && lines[^1].StartsWith("4 files with ", StringComparison.Ordinal) && lines[^1].EndsWith("nothing is wrong", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Equal(0, (await ToolAsync("restore")).Code);
        Assert.Equal(log, await LogAsync());
        Assert.Equal((0, "Nothing of that is archived."), Last(await ToolAsync("restore")));
        await FindsAsync();
    }

    [Fact]
    public async Task One_creator_and_one_month()
    {
        await WriteYearsAsync();
        Assert.Equal(0, (await ToolAsync("archive", "--creator", "ann", "--older-than-days", "450")).Code);
        Assert.Equal("ann", await ValueAsync<string>("select string_agg(distinct tenant_id, ' ') from event_archives"));
        await ToolAsync("archive");
        await FindsAsync();
        var first = (await ValueAsync<DateTime>("select min(month)::timestamp from event_archives")).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        Assert.Equal(0, (await ToolAsync("restore", "--creator", "ann", "--from", first, "--to", first)).Code);
        Assert.Equal(1, await ValueAsync<long>("select count(*) from event_archives where restored_at is not null"));
        await FindsAsync();
        Assert.Equal(0, (await RunAsync("rebuild")).Code);
    }

    [Fact]
    public async Task A_damaged_and_a_missing_file_are_found_and_not_restored()
    {
        await ArchivedYearsAsync();
        var files = Directory.GetFiles(Path.Combine(folder, "ann"), "*.gz").Order(StringComparer.Ordinal).ToArray();
        await File.WriteAllBytesAsync(files[0], (await File.ReadAllBytesAsync(files[0]))[..100]);
        File.Delete(files[1]);
        var log = await LogAsync();
        var (code, lines) = await ToolAsync("verify-archive");
        Assert.True(code == ToolAction.Found && lines[^1].EndsWith("2 missing or damaged", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Equal(0, (await ToolAsync("verify-archive", "--creator", "ben")).Code);
        (code, lines) = await ToolAsync("restore", "--creator", "ann");
        Assert.True(code == ToolAction.Failed && lines[^1].Contains("ann/", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Equal(log, await LogAsync());
    }

    [Theory]
    [InlineData("archive", "--older-than-days", "0")]
    [InlineData("restore", "--from", "2025-13")]
    [InlineData("restore", "--from", "2025-02", "--to", "2025-01")]
    public async Task What_makes_no_sense_is_refused(params string[] args)
    {
        var (code, lines) = await ToolAsync(args);
        Assert.True(code != 0 && lines[0].StartsWith("--", StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Fact]
    public async Task Rebuild_folds_from_the_boundary_and_a_lost_row_comes_back_as_it_was()
    {
        await WriteYearsAsync();
        var rows = await RowsAsync();
        await ToolAsync("archive");
        await FindsAsync();
        var (code, lines) = await RunAsync("rebuild");
        Assert.True(code == 0, string.Join('\n', lines));
        await PlantAsync("delete from mt_doc_ordersummary where id in ('shopify-3', 'shopify-33')");
        await PlantAsync("update mt_doc_stockitem set data = jsonb_set(data, '{OnHand}', '777') where id = 'SKU-4'");
        Assert.Equal(1, (await RunAsync("verify")).Code);
        Assert.Equal(1, (await RunAsync("rebuild", "--accept-differences")).Code);
        Assert.Equal(rows, await RowsAsync());
        StartWriter();
        await WriteAsync(Some(5, from: 40).Append(new OrderChanged { OccurredAt = DateTimeOffset.UnixEpoch, OrderId = "3", Status = "paid" }).Select(e => ("ann", e)));
        await FindsAsync();
        Assert.Equal(0, (await RunAsync("rebuild")).Code);
    }

    [Fact]
    public async Task An_event_that_is_missing_right_after_the_archived_ones_is_found()
    {
        await ArchivedYearsAsync();
        await PlantAsync("delete from mt_events e where tenant_id = 'ann' and stream_id = 'inventory-SKU-1' and version = (select min(version) from mt_events where tenant_id = 'ann' and stream_id = 'inventory-SKU-1')");
        await FindsAsync("version.missing\tann\tinventory-SKU-1\t1 of ");
        var (code, lines) = await RunAsync("rebuild");
        Assert.True(code == ToolAction.Failed && lines[^1].EndsWith("Run verify.", StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Fact]
    public async Task Missing_events_behind_a_snapshot_of_their_own_are_more_than_the_archives_hold()
    {
        await ArchivedYearsAsync();
        await PlantAsync("delete from mt_events where tenant_id = 'ann' and stream_id = 'order-shopify-33' and version <= 2");
        await PlantAsync("insert into stream_snapshots select tenant_id, 'order-shopify-33', 2, schema_version, data, taken_at from stream_snapshots where tenant_id = 'ann' and stream_id = 'order-shopify-3' limit 1");
        var (code, lines) = await RunAsync("verify");
        Assert.True(code == 1 && lines.Any(l => l.StartsWith("version.missing\tann\t", StringComparison.Ordinal)), string.Join('\n', lines));
    }

    [Fact]
    public async Task Boundaries_count_for_nothing_without_a_recorded_archive()
    {
        await ArchivedYearsAsync();
        await PlantAsync("delete from event_archives where tenant_id = 'ann'");
        var (code, lines) = await RunAsync("verify");
        Assert.True(code == 1 && lines.Contains("version.missing\tann\torder-shopify-2\t1 of 1 events: 1"), string.Join('\n', lines));
        Assert.Equal(0, (await RunAsync("verify", "--creator", "ben")).Code);
        Assert.Equal(ToolAction.Failed, (await RunAsync("rebuild", "ordersummary", "--creator", "ann")).Code);
    }

    [Fact]
    public async Task A_lost_boundary_and_a_wrong_read_model_of_an_ended_order()
    {
        await ArchivedYearsAsync();
        await PlantAsync("delete from stream_snapshots where tenant_id = 'ann' and stream_id = 'order-shopify-2'");
        await PlantAsync("update mt_doc_ordersummary set data = jsonb_set(data, '{Status}', '\"lost\"') where tenant_id = 'ben' and id = 'shopify-4'");
        await FindsAsync("read_model.wrong\tben\tordersummary shopify-4\tStatus is \"lost\"", "version.missing\tann\torder-shopify-2\t1 of 1 events: 1");
    }

    [Fact]
    public async Task Projection_parks_what_needs_an_archive_and_goes_on_with_the_rest()
    {
        await ArchivedYearsAsync();
        await PlantAsync("update stream_snapshots set schema_version = 0 where tenant_id = 'ann' and stream_id = 'inventory-SKU-1'");
        StartWriter();
        await WriteAsync(new[] { "ann", "ben" }.SelectMany(creator => Some(10, 40).Select(e => (creator, e))));
        Assert.Equal("inventory-SKU-1 order-shopify-41 order-shopify-46", await ValueAsync<string>(
            "select string_agg(distinct aggregate, ' ' order by aggregate) from parked_events where tenant_id = 'ann' and reason = 'stream.archived'"));
        Assert.Equal(0, await ValueAsync<long>("select count(*) from parked_events where tenant_id = 'ben'"));
        Assert.Equal(8, await ValueAsync<long>("select count(*) from mt_doc_ordersummary where tenant_id = 'ann' and id ~ '^shopify-4[0-9]$'"));
        await FindsAsync("snapshot.outdated\tann\tinventory-SKU-1\t");
        Assert.Equal(ToolAction.Failed, (await RunAsync("rebuild", "stockitem")).Code);
        Assert.Equal(0, (await ToolAsync("restore", "--creator", "ann")).Code);
        await FindsAsync();
        Assert.Equal(0, (await ToolAsync("archive", "--creator", "ann")).Code);
        await FindsAsync();
        await WriteAsync([("ann", new OrderPlaced { OccurredAt = DateTimeOffset.UnixEpoch, OrderId = "99", PlacedAt = DateTimeOffset.UnixEpoch, Lines = [new() { LineId = "l1", Sku = "SKU-1", Quantity = 1 }] })]);
        Assert.Equal(0, await ValueAsync<long>("select count(*) from parked_events where aggregate = 'order-shopify-99'"));
        await FindsAsync();
    }

    private static (int Code, string Line) Last((int Code, string[] Lines) ran) => (ran.Code, ran.Lines[^1]);
}
