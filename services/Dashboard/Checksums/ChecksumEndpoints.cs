using System.Data;
using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using Npgsql;

namespace CreatorFlow.Dashboard.Checksums;

/// <summary><c>/api/v1/checksums</c>: what a copy that was kept by delta sync should hold at a cursor, in sums by range, and the versions of one range.</summary>
internal static class ChecksumEndpoints
{
    public static void MapChecksums(this IEndpointRouteBuilder routes)
    {
        var checksums = routes.MapGroup("/checksums").WithTags("Changes");
        checksums.MapGet("/", SumsAsync).WithName("ListChecksums").Answers<ChecksumsShown>().Refuses(400, "topic.invalid");
        checksums.MapGet("/{range}", VersionsAsync).WithName("ListRangeVersions").Answers<RangeVersions>().Refuses(400, "topic.invalid", "range.invalid");
    }

    private static async Task<IResult> SumsAsync(HttpContext context, HeldVersions held, string? topic)
    {
        if (!HeldVersions.Knows(topic)) return UnknownTopic();
        var checksum = new RangeChecksum();
        var cursor = await held.ReadAsync(context.Creator().CreatorId, topic!, checksum.Add, context.RequestAborted);
        return new JsonAnswer(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("topic", topic);
            writer.WriteString("cursor", Change.Text(cursor));
            writer.WriteNumber("count", checksum.Count);
            writer.WriteStartArray("ranges");
            foreach (var (range, count, sum) in checksum.Filled())
            {
                writer.WriteStartObject();
                writer.WriteNumber("range", range);
                writer.WriteNumber("count", count);
                writer.WriteString("sum", sum);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> VersionsAsync(HttpContext context, HeldVersions held, string range, string? topic)
    {
        if (!HeldVersions.Knows(topic)) return UnknownTopic();
        if (!int.TryParse(range, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= RangeChecksum.Ranges)
            return Problem.Of(400, "range.invalid", "There is no such range.", $"Ranges are 0 to {RangeChecksum.Ranges - 1}.");
        var items = new List<(string Id, long Version)>();
        var cursor = await held.ReadAsync(context.Creator().CreatorId, topic!, (id, version) =>
        {
            if (RangeChecksum.RangeOf(id) == number) items.Add((id, version));
        }, context.RequestAborted);
        return new JsonAnswer(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("cursor", Change.Text(cursor));
            writer.WriteStartArray("items");
            foreach (var (id, version) in items)
            {
                writer.WriteStartObject();
                writer.WriteString("id", id);
                writer.WriteNumber("version", version);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static IResult UnknownTopic() => Problem.Of(400, "topic.invalid", "There is no such topic.", "topic is inventory or orders.");
}

/// <summary>Ids and versions of a creator's documents as of one moment of its feed. Thread-safe.</summary>
internal sealed class HeldVersions(NpgsqlDataSource database)
{
    private static readonly string Head = Sql.Load("Changes/bounds.sql");
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["inventory"] = Sql.Load("Checksums/inventory-versions.sql"),
        ["orders"] = Sql.Load("Checksums/order-versions.sql"),
    };

    public static bool Knows(string? topic) => topic is not null && Versions.ContainsKey(topic);

    /// <returns>The feed's position that the versions belong to: both are read from one snapshot.</returns>
    public async Task<long> ReadAsync(string creator, string topic, Action<string, long> add, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { new(Head) { Parameters = { new() { Value = creator } } }, new(Versions[topic]) { Parameters = { new() { Value = creator } } } },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var head = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) add(reader.GetString(0), reader.GetInt64(1));
        return head;
    }
}
