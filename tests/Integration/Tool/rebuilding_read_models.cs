using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using CreatorFlow.Tool.Rebuild;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Tool;

public sealed class Rebuilding_read_models : WrittenLog
{
    private Task<uint> TableAsync() => ValueAsync<uint>("select 'mt_doc_stockitem'::regclass::oid");

    private Task<string> ShapeAsync() => ValueAsync<string>("""
        select string_agg(pg_get_indexdef(indexrelid), '; ' order by 1) || (select string_agg(conname, '; ' order by 1) from pg_constraint where conrelid = any (array['mt_doc_stockitem', 'mt_doc_ordersummary']::regclass[]))
        from (select indexrelid from pg_index where indrelid = any (array['mt_doc_stockitem', 'mt_doc_ordersummary']::regclass[]) order by pg_get_indexdef(indexrelid)) i
        """);

    private Task<string> RowsAsync() => ValueAsync<string>("""
        select md5(string_agg(d::text, '' order by tenant_id, id))
        from (
          select tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version from mt_doc_stockitem
          union all
          select tenant_id, id, data, mt_last_modified, mt_dotnet_type, mt_version from mt_doc_ordersummary
        ) d
        """);

    [Fact]
    public async Task Equal_rows_are_switched_under_the_same_names()
    {
        await WriteSomeAsync();
        var (table, shape, rows) = (await TableAsync(), await ShapeAsync(), await RowsAsync());
        var (code, lines) = await RunAsync("rebuild");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.NotEqual(table, await TableAsync());
        Assert.Equal((shape, rows), (await ShapeAsync(), await RowsAsync()));
        await WriteAsync(Some(5, from: 20).Select(e => ("ann", e)));
        Assert.Equal(0, (await RunAsync("verify")).Code);
    }

    [Fact]
    public async Task A_tampered_row_is_reported_and_nothing_is_switched()
    {
        await WriteSomeAsync();
        await PlantAsync("update mt_doc_stockitem set data = jsonb_set(data, '{OnHand}', '777') where tenant_id = 'ann' and id = 'SKU-4'");
        var table = await TableAsync();
        var (code, lines) = await RunAsync("rebuild", "stockitem");
        Assert.Equal((1, table), (code, await TableAsync()));
        var row = Assert.Single(lines, l => l.StartsWith("ann\tSKU-4\t", StringComparison.Ordinal)).Split('\t');
        Assert.Contains("\"OnHand\": 777", row[2], StringComparison.Ordinal);
        Assert.DoesNotContain("\"OnHand\": 777", row[3], StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("verify")).Code);
        Assert.False(await ValueAsync<bool>("select exists (select from pg_class where relname = 'mt_doc_stockitem_next')"));
    }

    [Theory]
    [InlineData("update mt_doc_stockitem set data = jsonb_set(data, '{OnHand}', '777') where id = 'SKU-4'")]
    [InlineData("delete from mt_doc_ordersummary where id = 'shopify-3'")]
    [InlineData("insert into mt_doc_stockitem (tenant_id, id, data) values ('ann', 'NOBODY', '{}')")]
    public async Task Accepted_differences_end_as_the_log_says(string plant)
    {
        await WriteSomeAsync();
        var rows = await RowsAsync();
        await PlantAsync(plant);
        Assert.Equal(1, (await RunAsync("rebuild", "--accept-differences")).Code);
        Assert.Equal(rows, await RowsAsync());
        Assert.Equal(0, (await RunAsync("verify")).Code);
    }

    [Fact]
    public async Task One_creators_rows_are_put_right_in_place()
    {
        await WriteSomeAsync();
        var rows = await RowsAsync();
        await PlantAsync("update mt_doc_stockitem set data = jsonb_set(data, '{OnHand}', '777') where id = 'SKU-4'");
        Assert.Equal(1, (await RunAsync("rebuild", "stockitem", "--creator", "ann")).Code);
        Assert.Equal(2, await ValueAsync<long>("select count(*) from mt_doc_stockitem where data ->> 'OnHand' = '777'"));
        Assert.Equal(1, (await RunAsync("rebuild", "stockitem", "--creator", "ann", "--accept-differences")).Code);
        Assert.Equal("ben", await ValueAsync<string>("select string_agg(tenant_id, ' ') from mt_doc_stockitem where data ->> 'OnHand' = '777'"));
        await RunAsync("rebuild", "stockitem", "--creator", "ben", "--accept-differences");
        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task Rights_and_settings_stay()
    {
        var reader = $"reader_{Guid.CreateVersion7():n}";
        await WriteSomeAsync();
        await ValueAsync<string>($"create role {reader}; grant select on mt_doc_stockitem to {reader}; alter table mt_doc_stockitem set (fillfactor = 70); select ''");
        Assert.Equal(0, (await RunAsync("rebuild", "stockitem")).Code);
        Assert.True(await ValueAsync<bool>($"select has_table_privilege('{reader}', 'mt_doc_stockitem', 'select') and not has_table_privilege('{reader}', 'mt_doc_stockitem', 'update')"));
        Assert.Equal("fillfactor=70", await ValueAsync<string>("select reloptions[1] from pg_class where oid = 'mt_doc_stockitem'::regclass"));
        Assert.Equal(0, await ValueAsync<int>("select attstattarget from pg_attribute where attrelid = 'mt_doc_stockitem'::regclass and attname = 'data'"));
    }

    [Fact]
    public async Task A_table_with_a_trigger_is_left_alone()
    {
        await WriteSomeAsync();
        await ValueAsync<string>("create trigger same before update on mt_doc_stockitem for each row execute function suppress_redundant_updates_trigger(); select ''");
        Assert.Equal(ToolAction.Failed, (await RunAsync("rebuild", "stockitem")).Code);
        Assert.Equal(0, (await RunAsync("rebuild", "ordersummary")).Code);
    }

    [Fact]
    public async Task A_log_that_is_not_whole_is_refused()
    {
        await WriteSomeAsync();
        await PlantAsync("delete from mt_events where tenant_id = 'ann' and stream_id = 'order-shopify-0' and version = 3");
        var (code, lines) = await RunAsync("rebuild");
        Assert.Equal(ToolAction.Failed, code);
        Assert.Contains("Run verify", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_writers_write_it_ends_equal_and_switches_and_no_reader_sees_a_gap()
    {
        await WriteSomeAsync(orders: 400);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteUntilAsync(stop.Token));
        var reading = Task.Run(() => ReadUntilAsync(stop.Token));
        for (var round = 0; round < 5; round++)
            foreach (var model in ReadModel.All)
            {
                var rebuilt = await new Rebuilding(Database, model, creator: null, acceptDifferences: false, new Screen(TextWriter.Null)).RunAsync(CancellationToken.None);
                Assert.True(rebuilt is { Switched: true, Differing: 0 }, string.Join('\n', rebuilt.Differences));
            }
        await stop.CancelAsync();
        Assert.True(await writing > 0);
        Assert.True(await reading > 0);
        var (code, lines) = await RunAsync("verify");
        Assert.True(code == 0, string.Join('\n', lines));
    }

    private async Task<int> WriteUntilAsync(CancellationToken stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
            await WriteAsync(Some(1, 400 + written).SelectMany(e => new[] { ("ann", e), ("ben", e) }));
        return written;
    }

    /// <summary>A prepared statement and an unprepared one: a plan made before the switch must find the new table too.</summary>
    private async Task<int> ReadUntilAsync(CancellationToken stop)
    {
        await using var connection = await Database.OpenConnectionAsync(CancellationToken.None);
        await using var prepared = new NpgsqlCommand("select count(*) from mt_doc_stockitem", connection);
        await prepared.PrepareAsync(CancellationToken.None);
        var (read, orders) = (0, 0L);
        for (; !stop.IsCancellationRequested; read++)
        {
            Assert.Equal(10L, await prepared.ExecuteScalarAsync(CancellationToken.None));
            var now = await ValueAsync<long>("select count(*) from mt_doc_ordersummary");
            Assert.True(now >= orders, $"{now} orders after {orders}");
            orders = now;
        }
        return read;
    }
}
