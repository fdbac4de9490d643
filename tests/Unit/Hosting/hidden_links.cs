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

    [Theory]
    [InlineData(ActivityKind.Server, null)]
    [InlineData(ActivityKind.Client, "graph.facebook.com")]
    public void No_trace_holds_the_host_that_a_request_named(ActivityKind kind, string? left)
    {
        using var source = new ActivitySource("hidden-hosts");
        using var listener = new ActivityListener { ShouldListenTo = s => s == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var activity = source.StartActivity("request", kind)!;
        activity.SetTag("server.address", "graph.facebook.com");
        using var hidden = new Discretion();
        hidden.OnEnd(activity);
        Assert.Equal(left, activity.GetTagItem("server.address"));
    }
}
