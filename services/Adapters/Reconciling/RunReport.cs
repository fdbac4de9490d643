using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>Repairs become deliveries, which go the way of every webhook: the rules of stock decide what they change. Pure.</summary>
internal static class RunReport
{
    public const string ReportTopic = "stock.reconciled";
    public const string RetryTopic = "push.retry";
    private const string Person = "manual";
    private const int MostEvents = 100;

    /// <param name="run">Names the deliveries: an attempt's own are told once.</param>
    /// <param name="connection">Compared.</param>
    /// <param name="drifts">What was found, with when it was asked for and what the page said.</param>
    /// <param name="now">When they are handed on.</param>
    public static IEnumerable<Delivery> Of(ClaimedRun run, Connection connection, IReadOnlyList<(Drift Drift, SeenListing? Seen)> drifts, DateTimeOffset now)
    {
        var reports = drifts.Where(d => d.Drift.Repair == Repair.Reported).Select(d => Reports(d.Drift, d.Seen!)).ToList();
        foreach (var (index, chunk) in reports.Chunk(MostEvents).Index())
            yield return Deliver(run, connection.Id, connection.Platform, ReportTopic, $"{index}", now, [.. chunk.SelectMany(e => e)]);
        // One asks again for all locations of its listing that were given up.
        foreach (var (drift, _) in drifts.Where(d => d.Drift.Repair == Repair.Retried).DistinctBy(d => d.Drift.ListingId))
            yield return Deliver(run, Person, Platforms.Manual, RetryTopic, drift.ListingId, now,
                [new PushRetried { Sku = drift.Expected!.Sku, ConnectionId = connection.Id, ListingId = drift.ListingId, OccurredAt = now }]);
    }

    /// <summary>Reported as of the moment of asking: a sale between that and the answer is then a reduction that its order explains, never units too many.</summary>
    private static IReadOnlyList<ChannelEvent> Reports(Drift drift, SeenListing seen)
    {
        var report = new StockReported { ListingId = drift.ListingId, Location = drift.Location.Length == 0 ? null : drift.Location, Available = drift.Shown, OccurredAt = seen.AskedAt, Asked = true };
        if (drift.Cause != DriftCause.UnlinkedListing) return [report];
        return
        [
            new ListingSeen
            {
                ListingId = drift.ListingId, Sku = seen.Shown.Sku, Title = seen.Shown.Title, Barcode = seen.Shown.Barcode, ProductId = seen.Shown.ProductId,
                Aliases = seen.Shown.Aliases, OccurredAt = seen.AskedAt,
            },
            report,
        ];
    }

    private static Delivery Deliver(ClaimedRun run, string connectionId, string platform, string topic, string part, DateTimeOffset now, IReadOnlyList<ChannelEvent> events)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(events);
        return new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"), CreatorId = run.CreatorId, ConnectionId = connectionId, Platform = platform, Topic = topic,
            IdempotencyKey = $"{run.ConnectionId}:{topic}:{run.Id}:{run.Attempt}:{part}", Checksum = Convert.ToHexStringLower(SHA256.HashData(body)),
            ReceivedAt = now, Body = body, Events = events,
        };
    }
}
