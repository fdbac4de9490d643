namespace CreatorFlow.Tests.Integration.Tool;

public sealed class Verify_finds_what_was_planted : WrittenLog
{
    private async Task FindsAsync(string finding, params string[] plants)
    {
        await WriteSomeAsync();
        foreach (var plant in plants) await PlantAsync(plant);
        var (code, lines) = await RunAsync("verify");
        Assert.Equal(1, code);
        var found = lines[..^1];
        Assert.True(found.Length == 1 && found[0].StartsWith(finding, StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Fact]
    public async Task A_log_as_it_was_written_has_no_findings()
    {
        await WriteSomeAsync();
        var (code, lines) = await RunAsync("verify");
        Assert.True(code == 0 && lines[^1].EndsWith("of 2 creators checked: nothing is wrong", StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Fact]
    public Task An_events_changed_body() => FindsAsync("event.changed\tann\tinventory-SKU-1 2\t",
        "update mt_events set data = jsonb_set(data, '{OccurredAt}', '\"2026-11-21T10:00:02.0000001Z\"') where tenant_id = 'ann' and stream_id = 'inventory-SKU-1' and version = 2");

    [Fact]
    public Task A_property_added_to_an_event() => FindsAsync("event.changed\tben\torder-shopify-3 1\t",
        "update mt_events set data = data || '{\"Nobody\": \"reads this\"}' where tenant_id = 'ben' and stream_id = 'order-shopify-3' and version = 1");

    [Fact]
    public Task An_event_whose_body_is_no_event_any_more() => FindsAsync("event.changed\tben\torder-shopify-3 1\t",
        "update mt_events set data = '[]' where tenant_id = 'ben' and stream_id = 'order-shopify-3' and version = 1");

    [Fact]
    public Task A_missing_version_in_the_middle() => FindsAsync("version.missing\tann\tinventory-SKU-1\t1 of ",
        "delete from mt_events where tenant_id = 'ann' and stream_id = 'inventory-SKU-1' and version = 3");

    [Fact]
    public Task A_missing_first_version() => FindsAsync("version.missing\tann\tinventory-SKU-2\t1 of ",
        "delete from mt_events where tenant_id = 'ann' and stream_id = 'inventory-SKU-2' and version = 1");

    [Fact]
    public Task A_missing_last_version() => FindsAsync("version.missing\tann\torder-shopify-0\t1 of 3 events: 3",
        "delete from mt_events where tenant_id = 'ann' and stream_id = 'order-shopify-0' and version = 3");

    [Fact]
    public Task A_stream_without_any_event() => FindsAsync("version.missing\tben\torder-shopify-2\t1 of 1 events: 1",
        "delete from mt_events where tenant_id = 'ben' and stream_id = 'order-shopify-2'");

    [Fact]
    public Task A_stream_set_back() => FindsAsync("version.beyond\tben\tinventory-SKU-0\t",
        "update mt_streams set version = version - 1 where tenant_id = 'ben' and id = 'inventory-SKU-0'");

    [Fact]
    public Task A_wrong_number_in_a_read_model() => FindsAsync("read_model.wrong\tann\tstockitem SKU-4\tAvailable is 777, by the log ",
        "update mt_doc_stockitem set data = jsonb_set(data, '{Available}', '777') where tenant_id = 'ann' and id = 'SKU-4'");

    [Fact]
    public Task A_wrong_version_of_a_read_model() => FindsAsync("read_model.wrong\tann\tordersummary shopify-4\tmt_version is 9, by the log ",
        "update mt_doc_ordersummary set mt_version = 9 where tenant_id = 'ann' and id = 'shopify-4'");

    [Fact]
    public Task A_read_model_without_its_row() => FindsAsync("read_model.missing\tann\tordersummary shopify-7\t",
        "delete from mt_doc_ordersummary where tenant_id = 'ann' and id = 'shopify-7'");

    [Fact]
    public Task A_row_that_no_stream_explains() => FindsAsync("read_model.orphaned\tcleo\tstockitem SKU-9\t",
        "insert into mt_doc_stockitem (tenant_id, id, data) values ('cleo', 'SKU-9', '{}')");

    [Fact]
    public Task A_lost_idempotency_key() => FindsAsync("key.lost\tann\tkey-7\tnamed by ",
        "delete from idempotency_keys where tenant_id = 'ann' and key = 'key-7'");

    [Fact]
    public Task A_lost_idempotency_key_although_its_delivery_is_gone_too() => FindsAsync("key.lost\tann\tkey-7\tnamed by inventory-",
        "delete from idempotency_keys where tenant_id = 'ann' and key = 'key-7'", "delete from deliveries where tenant_id = 'ann' and idempotency_key = 'key-7'");

    [Fact]
    public async Task A_wrong_snapshot()
    {
        await WriteSomeAsync(orders: 600);
        Assert.Equal(0, (await RunAsync("verify")).Code);
        await PlantAsync("update stream_snapshots set data = jsonb_set(data, '{Title}', '\"wrong\"') where tenant_id = 'ann' and stream_id = 'inventory-SKU-1'");
        var (code, lines) = await RunAsync("verify");
        Assert.True(code == 1 && lines.Length == 2 && lines[0].StartsWith("snapshot.wrong\tann\tinventory-SKU-1 ", StringComparison.Ordinal), string.Join('\n', lines));
    }

    [Fact]
    public async Task Only_the_creator_that_was_asked_for()
    {
        await WriteSomeAsync();
        await PlantAsync("delete from idempotency_keys where tenant_id = 'ann' and key = 'key-7'");
        Assert.Equal(0, (await RunAsync("verify", "--creator", "ben")).Code);
        Assert.Equal(1, (await RunAsync("verify", "--creator", "ann")).Code);
    }

    [Fact]
    public async Task Nothing_while_Projection_goes_on_writing()
    {
        await WriteSomeAsync();
        var verified = Task.Run(() => RunAsync("verify"));
        for (var from = 20; !verified.IsCompleted; from++) await WriteAsync(Some(1, from).Select(e => ("ann", e)));
        var (code, lines) = await verified;
        Assert.True(code == 0, string.Join('\n', lines));
    }
}
