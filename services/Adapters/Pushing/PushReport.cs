using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>What channels said becomes a delivery, which goes the way of every webhook.</summary>
internal static class PushReport
{
    public const string Topic = "push.answered";
    public const string BegunTopic = "push.begun";

    /// <summary>Said before a call, of what is told for the first time.</summary>
    public static Delivery Begun(Connection connection, IReadOnlyList<WaitingPush> pushes, DateTimeOffset now) => Deliver(connection, BegunTopic, pushes, now,
    [
        .. pushes.Select(p => new PushBegun { Sku = p.Sku, RunId = p.RunId, ConnectionId = p.ConnectionId, ListingId = p.ListingId, ChannelLocation = p.ChannelLocation, OccurredAt = now }),
    ]);

    /// <summary>The delivery of one call's final answers.</summary>
    /// <remarks>A stale one says first what the channel shows, then that the push failed: so the next wish begins from there.</remarks>
    public static Delivery Of(Connection connection, IReadOnlyList<AnsweredPush> answers, PushPatience patience, DateTimeOffset now) =>
        Deliver(connection, Topic, [.. answers.Select(a => a.Push)], now, [.. answers.SelectMany(a => Events(a, patience, now))]);

    private static Delivery Deliver(Connection connection, string topic, IReadOnlyList<WaitingPush> pushes, DateTimeOffset now, IReadOnlyList<ChannelEvent> events)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(events);
        return new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"), CreatorId = connection.CreatorId, ConnectionId = connection.Id, Platform = connection.Platform, Topic = topic,
            IdempotencyKey = $"{connection.Id}:{topic}:{Name(pushes)}", Checksum = ChecksumOf(events), ReceivedAt = now,
            TraceParent = pushes[0].TraceParent, Body = body, Events = events,
        };
    }

    private static IEnumerable<ChannelEvent> Events(AnsweredPush answered, PushPatience patience, DateTimeOffset now)
    {
        var push = answered.Push;
        if (answered.Result is PushResult.Stale { Shown: { } shown })
            yield return new StockReported { ListingId = push.ListingId, Location = push.ChannelLocation.Length == 0 ? null : push.ChannelLocation, Available = shown, OccurredAt = now, Asked = true };
        yield return new PushAnswered
        {
            Sku = push.Sku, RunId = push.RunId, ConnectionId = push.ConnectionId, ListingId = push.ListingId, ChannelLocation = push.ChannelLocation, Quantity = push.Quantity,
            Attempts = push.Attempts + 1, LatencyMs = (long)(now - push.WantedAt).TotalMilliseconds, FailureCode = patience.GivenUp(answered), OccurredAt = now,
        };
    }

    /// <summary>One try has one name, whichever replica tells of it.</summary>
    private static string Name(IReadOnlyList<WaitingPush> pushes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        pushes.Select(p => $"{p.ListingId}\t{p.ChannelLocation}\t{p.RunId}\t{p.Attempts}")))));

    /// <summary>Told again after a crash, the same answer is the same delivery, though it is told later.</summary>
    private static string ChecksumOf(IEnumerable<ChannelEvent> events) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<ChannelEvent>>(
        [.. events.Select(e => e is PushAnswered answered ? answered with { LatencyMs = 0, OccurredAt = default } : e with { OccurredAt = default })])));
}
