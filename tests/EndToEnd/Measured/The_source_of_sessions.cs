using CreatorFlow.Testing;
using CreatorFlow.Tests.EndToEnd.Pages;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>An agent is killed, started, halted and let go on, again and again: how long the page takes to show the other source.</summary>
public sealed class The_source_of_sessions(ITestOutputHelper output)
{
    private const int Rounds = 6;
    private static readonly Dictionary<string, double> PromisedMs = new() { ["hosted"] = 5_000, ["agent"] = 10_000 };

    [AskedForFact(MeasuredRun.Asked)]
    public async Task Is_the_hosted_copy_within_five_seconds_and_the_agent_again_within_ten()
    {
        await using var run = await MeasuredRun.StartAsync(output);
        await using var agent = await LocalAgent.StartAsync(run.Platform, run.Platform.Host.AgentAddress);
        await using var browser = await HeadlessBrowser.StartAsync();
        var page = await SessionsPage.OpenAsync(browser, run.Platform, agent);

        var taken = new List<(string What, string Source, double Ms)>();
        for (var round = 0; round < Rounds; round++) taken.AddRange(await AgentTroubles.AllAsync(page, agent));

        foreach (var same in taken.GroupBy(change => (change.What, change.Source)))
            run.Say($"{same.Key.What}, {same.Key.Source} shown: {same.Min(change => change.Ms):0} to {same.Max(change => change.Ms):0} ms, of {same.Count()}");
        Assert.All(taken, change => Assert.InRange(change.Ms, 0, PromisedMs[change.Source]));
        page.SaidAllAlong();
    }
}
