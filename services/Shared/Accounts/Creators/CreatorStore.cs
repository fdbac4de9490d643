using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.Creators;

/// <summary>Creators: the tenants. Thread-safe.</summary>
public sealed class CreatorStore(NpgsqlDataSource database)
{
    private static readonly string UpsertOne = Sql.Load("Creators/upsert.sql");

    /// <summary>Creates a creator or changes the name of one.</summary>
    public async Task SaveAsync(string id, string name, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(UpsertOne);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
