using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Reads the archive of webhooks, the newest first (their ids are made in the order of receipt).</summary>
internal sealed class DeliveryQueries(NpgsqlDataSource database)
{
    private const string Common = "applied";

    // Ids are lower-case hex.
    private const string BehindAll = "g";
    private static readonly string List = Sql.Load("Deliveries/list.sql");
    private static readonly string ByOutcome = Sql.Load("Deliveries/list-by-outcome.sql");
    private static readonly string Get = Sql.Load("Deliveries/get.sql");

    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, DeliveryFilter filter, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(filter.Outcome is null or Common ? List : ByOutcome);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = page.Part(0) ?? BehindAll });
        filter.AddTo(command.Parameters);
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var delivery = ArchivedDelivery.Read(reader);
            rows.Add(new(JsonAnswer.ToBytes(delivery.Write).ToArray(), PageRequest.Encode(delivery.Id)));
        }
        return rows;
    }

    /// <summary>A delivery with its raw body, or null.</summary>
    public async Task<ArchivedDelivery?> FindAsync(string creator, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? ArchivedDelivery.Read(reader) : null;
    }
}
