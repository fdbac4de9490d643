using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Invariants I1, I2, I3, I6 with processes and servers killed meanwhile. CREATORFLOW_FAULT_EVENTS and CREATORFLOW_FAULT_SEED
/// make the run longer or another one; the default is 8,000 events over 260 SKUs of 20 creators.
/// </summary>
public sealed class Pipeline_under_kills(ITestOutputHelper output)
{
    private static readonly int Events = Asked.Number("CREATORFLOW_FAULT_EVENTS", 8_000);

    [Fact]
    public Task Projection_killed_five_times_loses_nothing_and_applies_nothing_twice() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        traffic.Allow(traffic.Posts);
        for (var kill = 1; kill <= 5; kill++)
        {
            await traffic.UntilSentAsync(Events * kill / 6);
            await pipeline.Projection.KillAsync();
            await pipeline.Projection.StartAsync();
        }
    });

    [Fact]
    public Task The_broker_stopped_for_twenty_seconds_loses_nothing_and_keeps_order() => new PipelineRun(output, Events).UnderAsync(async (pipeline, traffic) =>
    {
        traffic.Allow(traffic.Posts);
        await traffic.UntilSentAsync(Events / 3);
        var broker = await pipeline.Servers.RabbitMqAsync();
        await broker.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(20)); // the outage's length is what is asked for, not a wait for something
        await broker.StartAsync(CancellationToken.None);
    });
}
