using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.EventStore;

public sealed class Stored_layout
{
    [Fact]
    public async Task The_tables_that_a_marten_program_opens_are_as_written_down()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        await using var command = database.CreateCommand("""
            select c.table_name || '.' || c.column_name || ' ' || c.data_type || coalesce('(' || c.character_maximum_length || ')', '')
              || case c.is_nullable when 'NO' then ' not null' else '' end
            from information_schema.columns c
            where c.table_name in ('mt_streams', 'mt_events', 'mt_event_progression') or c.table_name like 'mt\_doc\_%'
            order by c.table_name collate "C", c.ordinal_position
            """);
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0));
        var written = Sql.Load(typeof(Stored_layout).Assembly, "EventStore/marten-layout.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(written, found);
    }

    [Fact]
    public async Task No_statistics_are_collected_of_documents_nor_of_events_in_any_month()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        await RunAsync(database, "select create_event_partitions('2031-05-01', '2031-05-31')");
        await using var command = database.CreateCommand("""
            select count(*), count(*) filter (where c.relname like 'mt\_events\_2031\_05\_%'), coalesce(string_agg(c.relname || '.' || a.attname, ' ') filter (where attstattarget is distinct from 0), '')
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relkind = 'r' and a.atttypid = 'jsonb'::regtype and c.relname similar to '(mt\_events\_|mt\_doc\_|outbox|stream\_snapshots)%'
            """);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((true, 8L, ""), (reader.GetInt64(0) > 20, reader.GetInt64(1), reader.GetString(2)));
    }

    [Fact]
    public async Task A_filled_table_of_before_becomes_partitions_with_every_row()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await RunAsync(database, Sql.Load(typeof(EventReader).Assembly, "Migrations/0001-event-store.sql"));
        await RunAsync(database, """
            insert into mt_streams (tenant_id, id, type, version) select 'c' || t, 's', 'stock', 500 from generate_series(1, 9) t;
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, headers)
            select nextval('mt_events_sequence'), gen_random_uuid(), 's', v, jsonb_build_object('V', v), 'test.counted', now() - (500 - v) * interval '1 day', 'c' || t, '{}'
            from generate_series(1, 500) v, generate_series(1, 9) t;
            create table kept as select to_jsonb(e) as row from mt_events e;
            """);
        await RunAsync(database, $"begin; {Sql.Load(typeof(EventReader).Assembly, "Migrations/0002-partitions.sql")} ; commit");
        await using var command = database.CreateCommand("""
            select (select count(*) from mt_events), (select count(*) from kept k join mt_events e on to_jsonb(e) = k.row), (select count(*) from mt_events_strays)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((4_500L, 4_500L, 0L), (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)));
    }

    private static async Task RunAsync(NpgsqlDataSource database, string text)
    {
        await using var command = database.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }
}
