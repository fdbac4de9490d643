using System.Net;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The Dashboard API told of a primary and its standby: while neither takes writes it says so, and goes on with whichever does.</summary>
public sealed class A_standby_that_takes_over : DashboardUnderTest
{
    protected override PrivateServers Servers { get; } = new(standby: true);

    [Fact]
    public async Task Is_read_from_and_nothing_but_a_wait_was_answered_meanwhile()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        await Servers.KillPrimaryAsync();
        for (var asked = 0; asked < 20; asked++) Assert.Equal((HttpStatusCode.ServiceUnavailable, "database.unavailable"), await AskAsync());
        // One that starts meanwhile waits; one that ended would be started again, with another id.
        await Service.KillAsync();
        var starting = Service.StartAsync();
        await Eventually.Async(() => File.ReadAllText(Service.LogFile).Contains("A server is not there yet", StringComparison.Ordinal));
        var pid = Service.Pid;
        await Servers.PromoteStandbyAsync();
        await starting;
        Assert.Equal(pid, Service.Pid);
        await Eventually.Async(async () => (await AskAsync()).Status == HttpStatusCode.OK);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Servers.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, string? Code)> AskAsync()
    {
        using var answer = await GetAsync("somebody", "/api/v1/inventory");
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("code").GetString());
    }
}
