using CreatorFlow.Adapters.Alerting;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Patience_with_callbacks
{
    private static readonly IReadOnlyList<int> Retries = new AlertingOptions().Retries;

    [Fact]
    public void A_message_is_tried_for_about_a_day_and_then_given_up()
    {
        var delays = Enumerable.Range(1, 8).Select(attempts => DeliveryPatience.Next(Retries, attempts, null, 0.5)!.Value).ToList();
        Assert.Equal([5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200], delays.Select(d => d.TotalSeconds));
        Assert.InRange(delays.Sum(d => d.TotalHours), 20, 26);
        Assert.Null(DeliveryPatience.Next(Retries, 9, null, 0.5));
        Assert.Null(DeliveryPatience.Next(Retries, 9, TimeSpan.FromHours(1), 0.5));
    }

    [Theory]
    [InlineData(0.0, 27)]
    [InlineData(1.0, 33)]
    public void What_failed_together_does_not_come_back_together(double random, double seconds) =>
        Assert.Equal(seconds, DeliveryPatience.Next(Retries, 2, null, random)!.Value.TotalSeconds, 3);

    [Theory]
    [InlineData(600, 600)]
    [InlineData(10, 30)]
    public void A_receiver_can_ask_for_more_time_and_not_for_less(int wish, double seconds) =>
        Assert.Equal(seconds, DeliveryPatience.Next(Retries, 2, TimeSpan.FromSeconds(wish), 0.5)!.Value.TotalSeconds, 3);
}
