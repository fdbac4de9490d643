using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Hosting;

public sealed class Migrations_beside_readers
{
    [Fact]
    public async Task One_that_needs_a_table_which_a_backup_reads_waits_and_holds_up_nobody()
    {
        await using var database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await ProjectionModule.MigrateAsync(database);
        await RunAsync(database, "drop view live_replicas; drop table adapter_replicas; alter table pushes drop column claimed_by; delete from schema_migrations where name like '%0021-adapter-replicas%'");
        await using var backup = await database.OpenConnectionAsync();
        await using var snapshot = await backup.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from pushes", backup, snapshot)) await read.ExecuteScalarAsync();

        var migrating = Migrations.ApplyAsync(database, typeof(ProjectionModule).Assembly, "projection");
        await Eventually.Async(async () => await CountAsync(database, "pg_locks where not granted and relation = 'pushes'::regclass") == 1, TimeSpan.FromSeconds(20), "it waits for the table");
        await RunAsync(database, "select count(*) from pushes"); // behind it, and no longer than a second
        Assert.False(migrating.IsCompleted);
        await snapshot.RollbackAsync();
        await migrating;
        Assert.Equal(1, await CountAsync(database, "information_schema.columns where table_name = 'pushes' and column_name = 'claimed_by'"));
    }

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 10;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string rows)
    {
        await using var command = database.CreateCommand($"select count(*) from {rows}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
