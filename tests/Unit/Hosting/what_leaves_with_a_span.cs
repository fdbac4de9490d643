using System.Diagnostics;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class What_leaves_with_a_span
{
    [Theory]
    [InlineData("/api/v1/Shared/abc", "/api/v1/Shared/*")]
    [InlineData("/api/v1/share-links", "/api/v1/share-links")]
    public void No_trace_holds_the_token_of_a_share_link(string address, string left)
    {
        using var activity = new Activity("request");
        activity.SetTag("url.path", address).SetTag("url.full", $"http://dashboard{address}?limit=2");
        Discretion.Apply(activity);
        Assert.Equal(["url.path"], activity.TagObjects.Select(t => t.Key));
        Assert.Equal(left, activity.GetTagItem("url.path"));
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
        Discretion.Apply(activity);
        Assert.Equal(left, activity.GetTagItem("server.address"));
    }

    [Fact]
    public void Of_a_span_only_names_without_anybodys_data_leave()
    {
        using var activity = new Activity("step");
        activity.SetTag("http.response.status_code", 200).SetTag("url.query", "q=somebody").SetTag("db.query.text", "select").SetTag("client.address", "127.0.0.1").SetTag("creatorflow.outcome", "applied")
            .SetStatus(ActivityStatusCode.Error, "no row of somebody");
        Discretion.Apply(activity);
        Assert.Equal(["creatorflow.outcome", "http.response.status_code"], activity.TagObjects.Select(t => t.Key).Order());
        Assert.Equal((ActivityStatusCode.Error, null), (activity.Status, activity.StatusDescription));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public void The_path_of_a_refused_request_is_a_strangers_words_and_does_not_leave(int status, bool left)
    {
        using var activity = new Activity("step");
        activity.SetTag("url.path", "/api/v1/anything").SetTag("http.response.status_code", status);
        Discretion.Apply(activity);
        Assert.Equal(left, activity.GetTagItem("url.path") is not null);
    }
}
