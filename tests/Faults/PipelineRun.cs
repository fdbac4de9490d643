using System.Globalization;
using System.Runtime.CompilerServices;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults;

/// <summary>Traffic straight at Ingest while something goes wrong, and the books compared when all of it is in them.</summary>
internal sealed class PipelineRun(ITestOutputHelper output, int events)
{
    public const int Creators = 20;
    private const int SkusPerCreator = 10;
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);

    /// <summary>Of the services' settings, before they start; given servers that run.</summary>
    public Func<PrivateServers, Task<Action<Dictionary<string, string>>>>? ChangeAsync { get; init; }

    /// <summary>Nodes of RabbitMQ, one cluster.</summary>
    public int BrokerNodes { get; init; } = 1;

    /// <summary>PostgreSQL is two, of which one follows the other.</summary>
    public bool Standby { get; init; }

    /// <param name="fault">What goes wrong; traffic that it does not let go is let go after it.</param>
    /// <param name="name">Of the test.</param>
    public async Task UnderAsync(Func<Pipeline, Traffic, Task> fault, [CallerMemberName] string name = "")
    {
        output.WriteLine($"seed {Seed}, {events} events");
        await using var servers = new PrivateServers(brokerNodes: BrokerNodes, standby: Standby);
        var change = ChangeAsync is null ? null : await ChangeAsync(servers);
        await using var pipeline = await Pipeline.StartAsync(servers, Creators, typeof(Ingest.IngestModule), typeof(CreatorFlow.Projection.ProjectionModule), change: change);
        var traffic = new Traffic(Seed, new(events, [.. Enumerable.Range(0, Creators).Select(i => $"creator-{i}")], SkusPerCreator) { OrderShare = 0.1, ScarceSkus = 3 });
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var sending = traffic.SendAsync(sender);
        await fault(pipeline, traffic);
        traffic.Allow(traffic.Posts);
        await sending;
        var books = new StoredBooks(pipeline.Database);
        await UntilStoredAsync(pipeline, books, traffic.Distinct);
        var report = await books.CompareAsync(traffic);
        output.WriteLine(report.ToString());
        output.WriteLine(await FaultResults.WriteAsync(name, Seed, string.Create(CultureInfo.InvariantCulture, $"{traffic.Distinct:N0} webhooks in {traffic.Posts:N0} posts"), [.. report.Findings()]));
        Assert.Equal(BooksReport.Clean, report);
    }

    /// <summary>Lets the traffic go part by part, with the fault in the midst of each.</summary>
    public static async Task InPartsAsync(Traffic traffic, int parts, Func<Task> fault)
    {
        var part = traffic.Posts / parts;
        for (var i = 1; i <= parts; i++)
        {
            traffic.Allow(part);
            await traffic.UntilSentAsync((i * part) - (part / 2));
            await fault();
        }
    }

    private async Task UntilStoredAsync(Pipeline pipeline, StoredBooks books, int webhooks)
    {
        try
        {
            await Eventually.Async(async () => await books.RecordedAsync() >= webhooks, TimeSpan.FromMinutes(3), $"{webhooks} webhooks are recorded", TimeSpan.FromMilliseconds(100));
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
