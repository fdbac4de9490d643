using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Recording;
using Npgsql;

namespace CreatorFlow.Projection.Marks;

/// <summary>Notes that a partition has come to a mark. Who asked looks into the table.</summary>
internal static class PartitionMarks
{
    private static readonly string Reach = Sql.Load("Marks/reach.sql");

    public static async Task WriteAsync(NpgsqlDataSource database, PartitionMark mark, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Reach);
        command.Parameters.AddRange(new[] { Batches.Value(mark.Partition), Batches.Value(mark.Name), Batches.Value(now) });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
