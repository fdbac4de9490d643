using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>
/// The running system attacked in every way that there is a file for here, all at once, while honest traffic goes on. CREATORFLOW_HOSTILE_MINUTES says for
/// how long (decimals will do), CREATORFLOW_HOSTILE_RATE how many honest webhooks a second (40), CREATORFLOW_FAULT_SEED makes another run.
/// </summary>
public sealed class A_hostile_hour(ITestOutputHelper output)
{
    private const string Minutes = "CREATORFLOW_HOSTILE_MINUTES";
    private const int Honest = 3;
    private static readonly double Lasting = double.TryParse(Environment.GetEnvironmentVariable(Minutes), CultureInfo.InvariantCulture, out var minutes) ? minutes : 1;
    private static readonly int Rate = Asked.Number("CREATORFLOW_HOSTILE_RATE", 40);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261129);
    private static readonly TimeSpan Attacked = TimeSpan.FromMinutes(Lasting);

    /// <summary>Until code is compiled and caches are filled; then as long as the comparison needs.</summary>
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(10), Calm = TimeSpan.FromSeconds(Math.Clamp(Lasting * 20, 15, 180));

    private readonly long began = TimeProvider.System.GetTimestamp();

    [AskedForFact(Minutes, Asked.ForAll)]
    public async Task Stores_and_tells_nothing_and_honest_traffic_goes_on()
    {
        Say($"seed {Seed}, {Lasting} minutes");
        var random = new Random(Seed);
        var words = Words.Of(random);
        using var trap = new Trap();
        await using var commerce = await RunningCommerce.StartAsync(new PrivateServers(), api => Creators(api, trap.Address, random),
            new() { ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0" }, [], callsLoopback: false);
        Say("everything runs");
        var aim = new Aim(new(commerce.Gateway), commerce.Creators[Honest], commerce.Creators[Honest + 1], commerce.Creators[Honest + 2], trap, words);
        using var victim = new Victim(commerce.Gateway, aim.Victim, words);
        await victim.FillAsync();
        using var honest = new HonestTraffic(commerce, [.. commerce.Creators.Take(Honest)], Seed, Rate, Warming + Calm + Attacked);
        var run = new HostileRun(commerce, aim, honest, trap, Say);
        var report = await run.RunAsync(random, await victim.RoutesAsync(), Warming, Calm, Attacked) with { Seed = Seed, Minutes = Lasting };
        output.WriteLine(report.Table());
        Say($"written to {await report.WriteAsync()}");
        Assert.Empty(report.Odd);
        Assert.Equal(BooksReport.Clean, report.Books);
    }

    private static IEnumerable<PlayedCreator> Creators(string api, string trap, Random random)
    {
        for (var number = 0; number < Honest; number++) yield return PlayedCreator.New(number, api).Only(Platforms.Standard);
        yield return With(PlayedCreator.New(Honest, api), random, new() { ["topicArn"] = "arn:aws:sns:us-east-1:123456789012:creatorflow" });
        yield return With(PlayedCreator.New(Honest + 1, api), random, []);
        // Its platforms are said to answer where only we ourselves are.
        yield return PlayedCreator.New(Honest + 2, trap);
    }

    /// <summary>The same with a secret that nobody else has.</summary>
    private static PlayedCreator With(PlayedCreator creator, Random random, Dictionary<string, string> amazon)
    {
        var secret = new byte[24];
        random.NextBytes(secret);
        return creator with
        {
            Channels = [.. creator.Channels.Select(c => c.Platform switch
            {
                Platforms.Standard => c with { Secret = $"whsec_{Convert.ToBase64String(secret)}" },
                Platforms.Amazon => c with { Settings = c.Settings.Concat(amazon).ToDictionary() },
                _ => c,
            })],
        };
    }

    private void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,6:0.0} s  {line}"));
}
