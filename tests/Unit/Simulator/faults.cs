using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Fault_plans
{
    [Fact]
    public void Without_faults_everything_goes_out_once_in_order_and_at_once()
    {
        var sent = Plan(FaultOptions.None).Apply(Numbered(1_000));

        Assert.Equal(Enumerable.Range(0, 1_000).Select(n => $"{n}"), sent.Select(o => o.Webhook.Body));
        Assert.All(sent, o => Assert.Equal(0, o.DelayMs));
    }

    [Fact]
    public void A_duplicate_rate_sends_about_that_many_twice()
    {
        var sent = Plan(new FaultOptions { DuplicatePercent = 10, ReorderPercent = 0, LongestDelayMs = 0 }).Apply(Numbered(10_000));

        Assert.InRange(sent.Count, 10_800, 11_200);
        Assert.Equal(10_000, sent.DistinctBy(o => o.Webhook.Body).Count());
    }

    [Fact]
    public void A_reorder_rate_swaps_neighbours_and_loses_none()
    {
        var plan = Plan(new FaultOptions { DuplicatePercent = 0, ReorderPercent = 10, LongestDelayMs = 0 });
        var sent = plan.Apply(Numbered(10_000)).Concat(plan.Release()).Select(o => int.Parse(o.Webhook.Body, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(Enumerable.Range(0, 10_000), sent.Order());
        Assert.InRange(sent.Zip(sent.Skip(1)).Count(p => p.First > p.Second), 700, 1_200);
        Assert.All(sent.Select((value, index) => Math.Abs(value - index)), distance => Assert.InRange(distance, 0, 1));
    }

    [Fact]
    public void Delays_stay_within_their_limit() => Assert.All(
        Plan(new FaultOptions { DuplicatePercent = 0, ReorderPercent = 0, LongestDelayMs = 300 }).Apply(Numbered(1_000)),
        o => Assert.InRange(o.DelayMs, 0, 300));

    private static FaultPlan Plan(FaultOptions options) => new(options, new FaultState { Random = SeededRandom.For(1, "faults") });

    private static List<Webhook> Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Webhook { ConnectionId = "c", Topic = "t", Headers = new Dictionary<string, string>(), Body = $"{n}" })];
}
