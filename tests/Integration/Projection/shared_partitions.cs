using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>Two replicas of Projection, and a creator of each partition that sends all the while.</summary>
public sealed class Shared_partitions
{
    private const int Partitions = 16;
    private const int Creators = 28; // the first so many are of every partition
    private const int Each = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly HttpClient Http = new();
    private static readonly string[] Senders = [.. Enumerable.Range(0, Creators).Select(i => $"creator-{i}").DistinctBy(creator => Partitioning.Of(creator, Partitions))];
    private int sent;

    [Fact]
    public async Task Go_by_half_to_a_second_replica_and_come_back_when_it_dies_each_in_order()
    {
        Assert.Equal(Partitions, Senders.Length);
        await using var pipeline = await Pipeline.StartAsync(PrivateServers.Shared, Creators, typeof(IngestModule), typeof(ProjectionModule));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await UntilTakenAsync(pipeline, sender, second: null, bySecond: 0);
        await using var second = await RunningService.StartAsync(typeof(ProjectionModule), pipeline.Settings);
        await UntilTakenAsync(pipeline, sender, second, bySecond: Partitions / 2);
        Assert.Equal((8, 8), (await ToldAsync(pipeline.Projection, "partitions_owned"), await ToldAsync(second, "partitions_owned")));

        await second.KillAsync();
        await UntilTakenAsync(pipeline, sender, second: null, bySecond: 0);
        await second.StartAsync();
        await UntilTakenAsync(pipeline, sender, second, bySecond: Partitions / 2);
        await second.StopAsync();
        await UntilTakenAsync(pipeline, sender, second: null, bySecond: 0);

        foreach (var creator in Senders) Assert.Equal(Enumerable.Range(0, sent).Select(i => $"{creator}-standard:msg-{i}"), await pipeline.RecordedAsync(creator));
    }

    /// <summary>Until of some webhooks to each partition the second replica took those of so many partitions, and the first the others'.</summary>
    private async Task UntilTakenAsync(Pipeline pipeline, StandardSender sender, RunningService? second, int bySecond) => await Eventually.Async(async () =>
    {
        var before = await TakenAsync();
        await Task.WhenAll(Senders.Select(creator => PostAsync(sender, creator)));
        sent += Each;
        await Eventually.Async(async () => (await pipeline.RecordedAsync(Senders[^1])).Count == sent && (await TakenAsync()) is var now && now.First + now.Second - before.First - before.Second >= Each * Partitions,
            Patience, $"{sent} webhooks of each creator are taken", Look);
        var after = await TakenAsync();
        return (after.First - before.First, after.Second - before.Second) == (Each * (Partitions - bySecond), Each * bySecond);

        async Task<(long First, long Second)> TakenAsync() =>
            (await ToldAsync(pipeline.Projection, "deliveries_concluded_total"), second is null ? 0 : await ToldAsync(second, "deliveries_concluded_total"));
    }, Patience, $"the second replica takes those of {bySecond} partitions");

    private async Task PostAsync(StandardSender sender, string creator)
    {
        for (var i = sent; i < sent + Each; i++)
            await sender.PostUntilAcknowledgedAsync($"{creator}-standard", $"msg-{i}", $$"""{"type":"inventory.stock_updated","timestamp":"{{DateTimeOffset.UtcNow:O}}","data":{"sku":"MUG","delta":1} }""");
    }

    /// <summary>What a replica tells by that name, all labels together.</summary>
    private static async Task<long> ToldAsync(RunningService replica, string name) => (await Http.GetStringAsync(new Uri($"{replica.Address}/metrics"))).Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
