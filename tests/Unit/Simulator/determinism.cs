using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Tests.Unit.Simulator;

public sealed class Determinism
{
    private static readonly FaultOptions Faulty = new() { DuplicatePercent = 10, ReorderPercent = 10, LongestDelayMs = 300 };

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void The_same_seed_gives_the_same_bytes_headers_and_faults(long seed)
    {
        var (one, two) = (Play.New(seed, Faulty), Play.New(seed, Faulty));
        for (var second = 0; second < 2_000; second++)
        {
            var now = Play.Opening.AddSeconds(second);
            Assert.Equal(one.Step(now).Select(Text), two.Step(now).Select(Text));
        }
    }

    /// <summary>As in the hour of commerce: sellers with every channel, webhooks lost.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(20261121)]
    public void The_same_seed_gives_the_same_commerce_of_all_sellers(long seed)
    {
        var (one, two) = (Commerce(seed), Commerce(seed));
        for (var second = 0; second < 3_000; second++)
        {
            var now = Play.Opening.AddSeconds(second);
            Assert.Equal(one.Step(now)!.Outgoing.Select(Text), two.Step(now)!.Outgoing.Select(Text));
        }
        Assert.Equal(Orders(one), Orders(two));
        Assert.Contains(Orders(one), o => o.Platform == "amazon");
    }

    [Fact]
    public void Another_seed_gives_another_commerce() =>
        Assert.NotEqual(Play.New(1).Run(50).Select(w => w.Body), Play.New(2).Run(50).Select(w => w.Body));

    [Fact]
    public void Faults_change_what_is_sent_but_not_what_happens()
    {
        var (plain, faulty) = (Play.New(), Play.New(faults: Faulty));

        var sent = plain.Run(500).Select(w => w.Body).Order().ToList();
        var sentWithFaults = faulty.Run(500).Concat(faulty.Release().Select(o => o.Webhook)).Select(w => w.Body).Distinct().Order();

        Assert.Equal(sent, sentWithFaults);
    }

    [Fact]
    public void A_run_that_is_taken_up_again_goes_on_as_if_it_had_never_stopped()
    {
        var uninterrupted = Play.New(faults: Faulty).Run(400).Skip(0).Select(w => w.Body).ToList();

        var first = Play.New(faults: Faulty);
        var begun = first.Run(150).Select(w => w.Body).ToList();
        var resumed = Play.New(faults: Faulty, kept: first.State.Copy()).Run(250, from: 150).Select(w => w.Body);

        Assert.Equal(uninterrupted, [.. begun, .. resumed]);
    }

    [Fact]
    public void A_run_that_lost_its_memory_makes_new_orders_for_the_same_products()
    {
        var first = Play.New();
        var later = new SimulatedCreator(CreatorState.Open(1, Play.Skus, "demo-1", Play.Opening.AddHours(1)), Play.Creator(), FaultOptions.None);

        Assert.Empty(OrderIds(first.Run(300)).Intersect(OrderIds(later.Run(300))));
        Assert.Equal(Products(Play.New().Run(1)), Products(later: Play.New().Run(1)));
    }

    private static SimulatedCommerce Commerce(long seed)
    {
        var commerce = new SimulatedCommerce(seed, 12, new FaultOptions { LossPercent = 10, DuplicatePercent = 10, ReorderPercent = 10, LongestDelayMs = 50 });
        foreach (var id in new[] { "seller-0", "seller-1", "seller-2" }) commerce.Admit(Play.Creator(id).With("amazon"), null, Play.Opening);
        return commerce;
    }

    private static List<MadeOrder> Orders(SimulatedCommerce commerce) => commerce.Read(creators => creators.SelectMany(c => c.Orders.Read()).ToList());

    private static HashSet<string> OrderIds(IEnumerable<Webhook> webhooks) =>
        [.. webhooks.Where(w => w.Topic == "orders/create").Select(w => w.Json()["id"]!.ToJsonString())];

    private static List<string> Products(List<Webhook> later) =>
        [.. later.Where(w => w.Topic == "products/update").Select(w => w.Json()["id"]!.ToJsonString())];

    private static string Text(Outgoing outgoing) =>
        $"{outgoing.DelayMs} {outgoing.Webhook.Topic} {string.Join(';', outgoing.Webhook.Headers.Select(h => $"{h.Key}={h.Value}"))} {outgoing.Webhook.Body}";
}
