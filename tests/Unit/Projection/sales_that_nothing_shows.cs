using CreatorFlow.Domain.Inventory;

namespace CreatorFlow.Tests.Unit.Projection;

public sealed class Sales_that_nothing_shows
{
    private const int Sales = 5_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Are_a_bounded_number_and_all_counted()
    {
        var report = Sold(new ChannelReport { Location = "main" }.Shows(Seen(0, 9_000)), from: 1, to: Sales);
        Assert.InRange(report.Sales.Count, 1, 1_024);
        Assert.Equal((9_000 - Sales, Start.AddSeconds(Sales)), (report.Shown, report.ShownAt));
    }

    [Fact]
    public void Are_each_expected_by_the_showing_that_tells_of_them()
    {
        var report = new ChannelReport { Location = "main" }.Shows(Seen(0, 9_000)).Shows(Seen(1_000, 8_000)).Shows(Seen(2_000, 7_000));
        report = Sold(report, from: 1, to: Sales);
        Assert.InRange(report.Sales.Count, 1, 1_024);
        Assert.Equal([8_000, 7_000, 9_000 - Sales], report.Showings.Select((s, i) => report.Expected(s, i + 1 < report.Showings.Count ? report.Showings[i + 1].At : report.ShownAt)));
    }

    private static ChannelReport Sold(ChannelReport report, int from, int to)
    {
        for (var sale = from; sale <= to; sale++) report = report.Moves(new(Start.AddSeconds(sale), -1) { Line = $"order-{sale}/1" });
        return report;
    }

    private static Showing Seen(int second, long available) => new(Start.AddSeconds(second), $"seen-{second}", available, ShowingKind.Counted);
}
