using CreatorFlow.Testing.Platform;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The last span of a trace: a page's own.</summary>
public sealed class Shown_changes(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest dashboard = shared.Value;

    [Fact]
    public async Task A_page_that_showed_a_traced_change_adds_its_span_to_that_trace()
    {
        var (shelf, trace) = (dashboard.NewCreator(), ActivityTraceId.CreateRandom().ToHexString());
        await TraceAsync(shelf, trace);
        var change = (await dashboard.ReadAsync(shelf.Creator, "/api/v1/changes?since=0")).GetProperty("changes")[0];
        Assert.Equal(trace, change.GetProperty("traceId").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(shelf.Creator, [Shown("1")]));
        await Eventually.Async(async () =>
        {
            using var answer = await dashboard.GetAsync(shelf.Creator, $"/api/v1/traces/{trace}");
            return answer.StatusCode == HttpStatusCode.OK;
        });
        var span = (await dashboard.ReadAsync(shelf.Creator, $"/api/v1/traces/{trace}")).GetProperty("spans")[0];
        Assert.Equal(("browser", "repaint", 40d), (span.GetProperty("service").GetString(), span.GetProperty("name").GetString(), span.GetProperty("durationMs").GetDouble()));
        Assert.Equal(trace, (await dashboard.ReadAsync(shelf.Creator, "/api/v1/traces")).GetProperty("traces")[0].GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Nobody_sees_or_adds_to_the_trace_of_another_creators_change()
    {
        var (shelf, other, trace) = (dashboard.NewCreator(), dashboard.NewCreator(), ActivityTraceId.CreateRandom().ToHexString());
        await TraceAsync(shelf, trace);
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(other.Creator, [Shown("1")]));
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(shelf.Creator, [Shown("1")]));
        await Eventually.Async(async () => (await dashboard.ReadAsync(shelf.Creator, "/api/v1/traces")).GetProperty("traces").GetArrayLength() == 1);
        Assert.Equal(1, (await dashboard.ReadAsync(shelf.Creator, $"/api/v1/traces/{trace}")).GetProperty("spans").GetArrayLength());
        using var strangers = await dashboard.GetAsync(other.Creator, $"/api/v1/traces/{trace}");
        Assert.Equal(HttpStatusCode.NotFound, strangers.StatusCode);
        Assert.Equal(0, (await dashboard.ReadAsync(other.Creator, "/api/v1/traces")).GetProperty("traces").GetArrayLength());
    }

    [Fact]
    public async Task A_report_that_cannot_be_is_refused()
    {
        var creator = dashboard.NewCreator().Creator;
        foreach (var wrong in new object[][] { [], [Shown("x")], [Shown("1", after: -40)], [Shown("1", hours: -1)], [.. Enumerable.Range(1, 51).Select(i => Shown(i.ToString(CultureInfo.InvariantCulture)))] })
            Assert.Equal(HttpStatusCode.BadRequest, await ReportAsync(creator, wrong));
    }

    private async Task TraceAsync(Shelf shelf, string trace)
    {
        await shelf.StoreAsync("TEE", 1);
        await using var command = dashboard.Database.CreateCommand("update change_feed set trace_parent = $2 where tenant_id = $1");
        command.Parameters.Add(new() { Value = shelf.Creator });
        command.Parameters.Add(new() { Value = $"00-{trace}-b7ad6b7169203331-01" });
        await command.ExecuteNonQueryAsync();
    }

    private static object Shown(string cursor, int after = 40, int hours = 0)
    {
        var now = DateTimeOffset.UtcNow.AddHours(hours);
        return new { cursor, receivedAt = now, shownAt = now.AddMilliseconds(after) };
    }

    private async Task<HttpStatusCode> ReportAsync(string creator, object[] changes)
    {
        using var http = new HttpClient();
        using var request = dashboard.Request(HttpMethod.Post, "/api/v1/changes/shown", creator);
        request.Content = JsonContent.Create(new { changes });
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
