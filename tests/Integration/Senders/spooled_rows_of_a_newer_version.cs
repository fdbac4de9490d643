using System.Net;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest;
using CreatorFlow.Ingest.Spool;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>Rows of the spool that another version wrote and this one cannot read, beside Ingest and Projection as processes.</summary>
public sealed class Spooled_rows_of_a_newer_version
{
    private const int Creators = 8;
    private const string Held = "creator-0";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Neighbour = Enumerable.Range(1, Creators - 1).Select(i => $"creator-{i}").First(id => Partition(id) != Partition(Held));
    private Pipeline pipeline = null!;

    [Fact]
    public async Task Hold_their_partition_and_no_other_until_a_version_comes_that_reads_them()
    {
        await using var started = pipeline = await Pipeline.StartAsync(PrivateServers.Shared, Creators, typeof(IngestModule), typeof(ProjectionModule));
        var readable = Row(Held, "newer");
        var newer = OfANewerVersion(readable);
        var (held, neighbour) = (Partition(Held), Partition(Neighbour));
        await SpooledWork.SpoolAsync(pipeline.Database, (held, Row(Held, "before")), (held, newer), (held, Row(Held, "behind")), (neighbour, Row(Neighbour, "beside")));

        await UntilAppliedAsync(Held, "before");
        await UntilAppliedAsync(Neighbour, "beside");
        await Eventually.Async(async () => await ToldAsync() > 0, Patience, "Ingest's log has it");
        using (var sender = new StandardSender(new(pipeline.Ingest.Address), Pipeline.Secret))
        {
            const string body = """{"type":"inventory.stock_updated","timestamp":"2026-01-05T08:00:00Z","data":{"sku":"MUG","delta":1}}""";
            Assert.Equal(HttpStatusCode.OK, await sender.PostAsync($"{Held}-standard", "later", body));
            Assert.Equal(HttpStatusCode.OK, await sender.PostAsync($"{Neighbour}-standard", "at-once", body));
        }
        await UntilAppliedAsync(Neighbour, "at-once");
        await Eventually.Async(async () => await CountAsync("select count(*) from ingest_spool") == 3, Patience, "the spool holds what is held");
        foreach (var waiting in new[] { "newer", "behind", "later" }) Assert.False(await IsAppliedAsync(Held, waiting), waiting);
        Assert.Equal(1, await ToldAsync());

        // What this version finds there now, the newer one reads as it is.
        await using (var command = pipeline.Database.CreateCommand("update ingest_spool set payload = $1 where payload = $2"))
        {
            command.Parameters.Add(new() { Value = readable });
            command.Parameters.Add(new() { Value = newer });
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }
        foreach (var waiting in new[] { "newer", "behind", "later" }) await UntilAppliedAsync(Held, waiting);
        await Eventually.Async(async () => await CountAsync("select count(*) from ingest_spool") == 0, Patience, "the spool is empty");
    }

    private static byte[] Row(string creator, string name) => SpooledDelivery.Write(SpooledWork.Of(creator, name));

    private static int Partition(string creator) => Partitioning.Of(creator, 16);

    /// <summary>One with an event that nobody here has heard of.</summary>
    private static byte[] OfANewerVersion(byte[] row)
    {
        var changed = row.ToArray();
        changed[changed.AsSpan().IndexOf("inventory.stock_changed"u8)] = (byte)'I';
        return changed;
    }

    private Task UntilAppliedAsync(string creator, string name) => Eventually.Async(() => IsAppliedAsync(creator, name), Patience, $"`{name}` of {creator} is applied");

    private async Task<bool> IsAppliedAsync(string creator, string name) =>
        await CountAsync("select count(*) from deliveries where tenant_id = $1 and idempotency_key = $2 and outcome = 'applied'", creator, SpooledWork.Key(creator, name)) == 1;

    /// <summary>How often Ingest's log says that it holds a partition.</summary>
    private async Task<int> ToldAsync() => (await File.ReadAllLinesAsync(pipeline.Ingest.LogFile)).Count(line => line.Contains("[2121]", StringComparison.Ordinal));

    private async Task<long> CountAsync(string sql, params string[] values)
    {
#pragma warning disable CA2100 // only this class's own words
        await using var command = pipeline.Database.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
