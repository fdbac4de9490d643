using System.Diagnostics;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Hidden_links
{
    [Theory]
    [InlineData("url.full", "http://dashboard/api/v1/shared/abc?limit=2", "http://dashboard/api/v1/shared/*")]
    [InlineData("url.path", "/api/v1/Shared/abc", "/api/v1/Shared/*")]
    [InlineData("url.path", "/api/v1/share-links", "/api/v1/share-links")]
    public void No_trace_holds_the_token_of_a_share_link(string name, string address, string left)
    {
        using var activity = new Activity("request");
        activity.SetTag(name, address);
        using var hidden = new Discretion();
        hidden.OnEnd(activity);
        Assert.Equal(left, activity.GetTagItem(name));
    }
}
