using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Invariants I1, I2, I3, I6 with processes and servers killed meanwhile. CREATORFLOW_FAULT_EVENTS and CREATORFLOW_FAULT_SEED
/// make the run longer or another one; the default is 8,000 events over 200 SKUs of 20 creators.
/// </summary>
public sealed class Pipeline_under_kills(ITestOutputHelper output)
{
    private const int Creators = 20;
    private const int SkusPerCreator = 10;
    private static readonly int Events = Asked.Number("CREATORFLOW_FAULT_EVENTS", 8_000);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);

    [Fact]
    public Task Projection_killed_five_times_loses_nothing_and_applies_nothing_twice() => RunAsync(async (pipeline, traffic) =>
    {
        for (var kill = 1; kill <= 5; kill++)
        {
            await traffic.UntilSentAsync(Events * kill / 6);
            await pipeline.Projection.KillAsync();
            await pipeline.Projection.StartAsync();
        }
    });

    [Fact]
    public Task The_broker_stopped_for_twenty_seconds_loses_nothing_and_keeps_order() => RunAsync(async (pipeline, traffic) =>
    {
        await traffic.UntilSentAsync(Events / 3);
        var broker = await pipeline.Servers.RabbitMqAsync();
        await broker.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(20)); // the outage's length is what is asked for, not a wait for something
        await broker.StartAsync(CancellationToken.None);
    });

    private async Task RunAsync(Func<Pipeline, Traffic, Task> fault)
    {
        output.WriteLine($"seed {Seed}, {Events} events");
        await using var servers = new PrivateServers();
        await using var pipeline = await Pipeline.StartAsync(servers, Creators, typeof(Ingest.IngestModule), typeof(CreatorFlow.Projection.ProjectionModule));
        var traffic = new Traffic(Seed, new(Events, [.. Enumerable.Range(0, Creators).Select(i => $"creator-{i}")], SkusPerCreator));
        traffic.Allow(traffic.Posts);
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await Task.WhenAll(traffic.SendAsync(sender), fault(pipeline, traffic));
        var books = new StoredBooks(pipeline.Database);
        await UntilStoredAsync(pipeline, books, traffic.Distinct);
        var report = await books.CompareAsync(traffic);
        output.WriteLine(report.ToString());
        Assert.Equal(BooksReport.Clean, report);
    }

    private async Task UntilStoredAsync(Pipeline pipeline, StoredBooks books, int events)
    {
        try
        {
            await Eventually.Async(async () => await books.RecordedAsync() >= events, TimeSpan.FromMinutes(3), $"{events} webhooks are recorded", TimeSpan.FromMilliseconds(100));
        }
        catch (TimeoutException)
        {
            output.WriteLine(await books.WhereAsync());
            foreach (var service in new[] { pipeline.Ingest, pipeline.Projection })
                output.WriteLine(string.Join('\n', (await File.ReadAllLinesAsync(service.LogFile)).TakeLast(60)));
            throw;
        }
    }
}
