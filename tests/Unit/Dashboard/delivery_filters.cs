using CreatorFlow.Dashboard.Deliveries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Delivery_filters
{
    [Fact]
    public void Nothing_asked_narrows_nothing()
    {
        Assert.Null(DeliveryFilter.Parse(new(null, "", null, null, "", null), out var filter));
        Assert.Equal(new(null, null, null, null, null, null), filter);
    }

    [Theory]
    [InlineData("ebay", null, null, null, "platform.invalid")]
    [InlineData(null, "lost", null, null, "outcome.invalid")]
    [InlineData(null, null, "yesterday", null, "time.invalid")]
    [InlineData(null, null, null, "soon", "time.invalid")]
    [InlineData(null, null, "2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "time.invalid")]
    public void What_cannot_be_meant_is_refused_by_a_stable_code(string? platform, string? outcome, string? since, string? until, string code)
    {
        var problem = Assert.IsType<ProblemHttpResult>(DeliveryFilter.Parse(new(platform, null, outcome, null, since, until), out _));
        Assert.Equal((400, code), (problem.StatusCode, problem.ProblemDetails.Extensions["code"]));
    }

    [Fact]
    public void Times_are_UTC_whatever_they_are_written_in()
    {
        Assert.Null(DeliveryFilter.Parse(new("shopify", "c", "quarantined", "orders/create", "2026-11-21T10:00:00+02:00", null), out var filter));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero), filter.Since);
    }
}
