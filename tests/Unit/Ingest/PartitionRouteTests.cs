using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Spool;
using CreatorFlow.Ingest.Standard;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class PartitionRouteTests
{
    private const int Partition = 3;
    private readonly BrokerState broker = new(NullLogger<BrokerState>.Instance);
    private readonly List<string> calls = [];
    private bool brokerUp = true, databaseUp = true;
    private int spooled;

    [Fact]
    public async Task With_nothing_spooled_a_batch_is_published_without_asking()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp());
        Assert.Equal(PublishOutcome.Published, await SendAsync(route));
        Assert.Equal(["publish"], calls);
    }

    [Fact]
    public async Task Before_the_spool_was_seen_it_is_asked()
    {
        Assert.Equal(PublishOutcome.Published, await SendAsync(Route()));
        Assert.Equal(["empty?", "publish"], calls);
    }

    [Fact]
    public async Task A_publish_that_fails_goes_to_the_spool()
    {
        brokerUp = false;
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(Route()));
        Assert.Equal(["empty?", "publish", "spool", "empty?"], calls);
    }

    [Fact]
    public async Task While_the_broker_is_known_to_be_down_nobody_waits_for_it()
    {
        Down();
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(Route()));
        Assert.Equal(["spool", "empty?"], calls);
    }

    [Fact]
    public async Task Newer_deliveries_follow_older_ones_into_the_spool()
    {
        var route = Route();
        brokerUp = false;
        await SendAsync(route);
        brokerUp = true;
        broker.Succeeded(Partition);
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(route));
        spooled = 0;
        Assert.Equal(PublishOutcome.Published, await SendAsync(route));
    }

    [Fact]
    public async Task What_another_replica_spooled_holds_this_one_up_too()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp());
        spooled = 1;
        route.MarkSpooled();
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(route));
        Assert.DoesNotContain("publish", calls);
    }

    [Fact]
    public async Task A_spool_seen_empty_at_the_start_is_no_news_after_a_batch_was_spooled()
    {
        var route = Route();
        brokerUp = false;
        await SendAsync(route);
        brokerUp = true;
        broker.Succeeded(Partition);
        route.MarkEmpty(TimeProvider.System.GetTimestamp());
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(route));
    }

    [Fact]
    public async Task Who_has_not_looked_for_long_asks_before_it_publishes()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp() - TimeProvider.System.TimestampFrequency);
        spooled = 1; // by another replica
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(route));
        Assert.DoesNotContain("publish", calls);
    }

    [Fact]
    public async Task Where_the_database_is_away_nobody_spools_and_the_broker_is_enough()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp() - TimeProvider.System.TimestampFrequency);
        databaseUp = false;
        Assert.Equal(PublishOutcome.Published, await SendAsync(route));
    }

    [Fact]
    public async Task What_is_spooled_is_acknowledged_when_every_replica_has_heard_also_after_another_emptied_the_spool()
    {
        var (cutOff, well) = (Route(), Route(new BrokerState(NullLogger<BrokerState>.Instance)));
        Down();
        for (var batch = 0; batch < 2; batch++)
        {
            spooled = 0;
            well.MarkEmpty(TimeProvider.System.GetTimestamp());
            Assert.Equal(PublishOutcome.Spooled, await SendAsync(cutOff));
            Assert.Equal(PublishOutcome.Spooled, await SendAsync(well));
        }
        Assert.DoesNotContain("publish", calls);
    }

    [Fact]
    public async Task The_next_batch_does_not_wait_until_the_one_before_was_heard()
    {
        var route = Route();
        Down();
        var acknowledged = await route.SendAsync([One], CancellationToken.None);
        await route.SendAsync([One], CancellationToken.None);
        Assert.Equal(["spool", "spool"], calls);
        Assert.Equal(PublishOutcome.Spooled, await acknowledged);
    }

    [Fact]
    public async Task What_others_could_not_hear_since_the_database_went_away_is_not_acknowledged()
    {
        var route = Route();
        Down();
        var acknowledged = await route.SendAsync([One], CancellationToken.None);
        databaseUp = false;
        Assert.Equal(PublishOutcome.Unavailable, await acknowledged);
    }

    [Fact]
    public async Task With_broker_and_database_away_nothing_is_promised()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp());
        (brokerUp, databaseUp) = (false, false);
        Assert.Equal(PublishOutcome.Unavailable, await SendAsync(route));
    }

    [Fact]
    public async Task What_nobody_took_holds_nothing_up_once_the_broker_is_back()
    {
        var route = Route();
        route.MarkEmpty(TimeProvider.System.GetTimestamp());
        (brokerUp, databaseUp) = (false, false);
        await SendAsync(route);
        brokerUp = true;
        broker.Succeeded(Partition);
        Assert.Equal(PublishOutcome.Published, await SendAsync(route));
    }

    [Fact]
    public async Task With_older_deliveries_in_a_spool_that_is_away_nothing_may_overtake_them()
    {
        var route = Route();
        route.MarkSpooled();
        databaseUp = false;
        Assert.Equal(PublishOutcome.Unavailable, await SendAsync(route));
        Assert.DoesNotContain("publish", calls);
    }

    [Fact]
    public void A_look_that_began_before_a_failure_does_not_undo_it()
    {
        var before = broker.Failures;
        Down();
        broker.MayTry(before);
        Assert.True(broker.IsDown);
        broker.MayTry(broker.Failures);
        Assert.False(broker.IsDown);
    }

    [Fact]
    public async Task A_partition_that_the_broker_refuses_is_spooled_alone_until_it_is_taken()
    {
        broker.Failed(Partition, new PublishException(1, isReturn: false), broker.Answers);
        Assert.Equal((false, true), (broker.IsDown, broker.IsPartlyDown));
        Assert.False(broker.IsDownFor(Partition + 1));
        Assert.Equal(PublishOutcome.Spooled, await SendAsync(Route()));
        Assert.Equal(["spool", "empty?"], calls);
        broker.Succeeded(Partition + 1);
        Assert.True(broker.IsDownFor(Partition));
        broker.Succeeded(Partition);
        Assert.False(broker.IsDownFor(Partition));
    }

    [Fact]
    public void A_partition_that_is_not_confirmed_while_another_is_goes_down_alone()
    {
        var before = broker.Answers;
        broker.Succeeded(Partition + 1);
        broker.Failed(Partition, new OperationCanceledException(), before);
        Assert.Equal((false, true), (broker.IsDown, broker.IsPartlyDown));
        broker.Failed(Partition, new OperationCanceledException(), broker.Answers); // again, which says nothing new
        Assert.False(broker.IsDown);
        broker.Failed(Partition + 2, new OperationCanceledException(), broker.Answers);
        Assert.True(broker.IsDownFor(Partition + 1));
        broker.Succeeded(Partition + 1);
        Assert.Equal((false, true, true), (broker.IsDownFor(Partition + 1), broker.IsClosed(Partition), broker.IsClosed(Partition + 2)));
        broker.ReopenWithout(new HashSet<int> { Partition });
        Assert.Equal((true, false), (broker.IsClosed(Partition), broker.IsClosed(Partition + 2)));
        broker.MayTry(broker.Failures);
        Assert.Equal((false, false), (broker.IsDown, broker.IsPartlyDown));
    }

    [Fact]
    public void A_spooled_delivery_comes_out_as_it_went_in()
    {
        var read = SpooledDelivery.Read(SpooledDelivery.Write(One));
        Assert.Equal(One.Body, read.Body);
        Assert.Equal(One.Events, read.Events);
        Assert.Equal(One with { Body = [], Events = [] }, read with { Body = [], Events = [] });
    }

    [Fact]
    public void A_spooled_row_that_is_not_one_delivery_is_unreadable()
    {
        Assert.Throws<JsonException>(() => SpooledDelivery.Read([]));
        Assert.Throws<JsonException>(() => SpooledDelivery.Read(DeliveryCodec.Pack([])));
        Assert.Throws<JsonException>(() => SpooledDelivery.Read(DeliveryCodec.Pack([One, One])));
    }

    private static Delivery One { get; } = Given.Delivery(new StandardSource(),
        """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"MUG","set":1}}""", ("webhook-id", "msg_1"));

    private static async Task<PublishOutcome> SendAsync(PartitionRoute route) => await await route.SendAsync([One], CancellationToken.None);

    private PartitionRoute Route(BrokerState? other = null) => new(Partition, new PartitionOutlets(
        (_, _) => Told("publish", brokerUp || Fail()),
        (_, _) =>
        {
            if (databaseUp) spooled++;
            return Told("spool", databaseUp);
        },
        _ => Told("empty?", databaseUp ? spooled == 0 : (bool?)null)), other ?? broker, TimeProvider.System);

    private bool Fail()
    {
        Down();
        return false;
    }

    private void Down() => broker.Failed(Partition, new IOException(), broker.Answers);

    private Task<T> Told<T>(string call, T answer)
    {
        calls.Add(call);
        return Task.FromResult(answer);
    }
}
