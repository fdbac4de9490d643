using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>
/// Every service replaced by new processes as Kubernetes would (<c>kubectl rollout restart</c> of all Deployments at once), while webhooks, reads and writes of the API,
/// streams and sockets go on. CREATORFLOW_ROLLING_ROUNDS says how often, and then there are two of each: every second round goes service by service;
/// CREATORFLOW_FAULT_SEED makes another run. With CREATORFLOW_ROLLING_FROM, the folder of this suite as built from an older version, those that run first are of that
/// version, and its tables are upgraded beneath them.
/// </summary>
public sealed class Everything_restarted(ITestOutputHelper output)
{
    private static readonly int Rounds = Asked.Number("CREATORFLOW_ROLLING_ROUNDS", 1);
    private static readonly bool Asks = Environment.GetEnvironmentVariable("CREATORFLOW_ROLLING_ROUNDS") is not null;
    private static readonly int Creators = Asks ? 4 : 2;
    private static readonly int EventsPerRound = Asks ? 3_000 : 800;
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);
    private static readonly string? From = Environment.GetEnvironmentVariable("CREATORFLOW_ROLLING_FROM");
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Stopping__Drain"] = "00:00:03", ["Services__AskEvery"] = "00:00:00.5", ["Services__KeepUnused"] = "00:00:01",
    };

    private readonly long began = TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task Fails_no_request_and_loses_nothing()
    {
        Say($"seed {Seed}, {Rounds} rounds");
        await using var commerce = await RunningCommerce.StartAsync(new PrivateServers(), api => Enumerable.Range(0, Creators).Select(n => PlayedCreator.New(n, api).Only(Platforms.Standard, Platforms.Instagram)),
            new() { ["Meta__FirstLookMs"] = "100", ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0" }, [], new(Asks ? 2 : 1, Settings, From));
        Say("everything runs");
        using var answers = new Answers();
        using var sender = new StandardSender(new Uri(commerce.Gateway), Pipeline.Secret, handler: answers);
        using var work = new HonestWork(commerce.Gateway, commerce.Creators, answers);
        using CancellationTokenSource rolled = new(), followed = new();
        var traffic = new Traffic(Seed, new(EventsPerRound * Rounds, [.. commerce.Creators.Select(c => c.Id)], Skus: 10) { OrderShare = 0.1, ScarceSkus = 5 });
        await ListAsync(commerce, sender, traffic);
        Say("catalogues are linked");
        var (following, working) = (work.FollowAsync(followed.Token), work.ReadAndWriteAsync(rolled.Token));
        var sending = traffic.SendAsync(sender);
        var pacing = PaceAsync(traffic, rolled.Token);
        try
        {
            await RollAsync(commerce);
        }
        finally
        {
            await rolled.CancelAsync();
        }
        await Task.WhenAll(pacing, working);
        Say($"{answers.All} requests, {answers.Wrong.Count} without a proper answer, {work.Resumed} times a stream or socket came again");
        await SettleAsync(commerce, traffic, sending, work);
        await work.UntilFollowedAsync(new StoredBooks(commerce.Database).HeadAsync);
        await followed.CancelAsync();
        await following;
        await AssertAsync(commerce, traffic, work, answers);
    }

    private async Task AssertAsync(RunningCommerce commerce, Traffic traffic, HonestWork work, Answers answers)
    {
        var report = await new StoredBooks(commerce.Database).CompareAsync(traffic);
        var wrong = (await work.WrongAsync()).Concat(await WrongOnChannelAsync(commerce)).ToList();
        Say(report.ToString());
        foreach (var line in answers.Wrong.Concat(wrong).Take(40)) Say(line);
        if (answers.Wrong.Count > 0) Say(await commerce.LogsAsync());
        Say(await FaultResults.WriteAsync(nameof(Everything_restarted), Seed, string.Create(CultureInfo.InvariantCulture, $"{Rounds} rounds, {answers.All:N0} requests, {traffic.Distinct:N0} webhooks of them"),
            [.. report.Findings(), ("requests without a proper answer", answers.Wrong.Count), ("wrong for those who followed, or at the other channel", wrong.Count)]));
        Assert.Empty(answers.Wrong);
        Assert.Empty(wrong);
        Assert.Equal(BooksReport.Clean, report);
        Assert.True(work.Resumed >= Creators * 2, "no stream was cut off");
    }

    private async Task RollAsync(RunningCommerce commerce)
    {
        var before = await MigrationsAsync(commerce);
        Assert.All(await Task.WhenAll(commerce.Replicas["ingest"].PrepareAsync(), commerce.Replicas["projection"].PrepareAsync()), code => Assert.Equal(0, code));
        Say($"prepared beside the running ones: {before} migrations were done before, {await MigrationsAsync(commerce)} are now");
        if (From is not null) Assert.True(await MigrationsAsync(commerce) > before, "the older version has the same tables");
        for (var round = 0; round < Rounds; round++)
            if (round % 2 == 0) await Task.WhenAll(commerce.Replicas.Keys.Select(name => RollAsync(commerce, name)));
            else foreach (var name in commerce.Replicas.Keys) await RollAsync(commerce, name);
    }

    private static async Task<long> MigrationsAsync(RunningCommerce commerce)
    {
        await using var command = commerce.Database.CreateCommand("select count(*) from schema_migrations");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task RollAsync(RunningCommerce commerce, string name)
    {
        Assert.All(await commerce.Replicas[name].RollAsync(), code => Assert.Equal(0, code));
        Say($"{name} is replaced");
    }

    /// <summary>An even load for as long as processes are replaced, of what there is; the rest at once.</summary>
    private static async Task PaceAsync(Traffic traffic, CancellationToken rolled)
    {
        for (var left = traffic.Posts - 7; left > 0 && !rolled.IsCancellationRequested; left -= 7)
        {
            traffic.Allow(7);
            await Task.Delay(Breath, CancellationToken.None);
        }
        traffic.Allow(traffic.Posts);
    }

    /// <summary>A change by hand may be answered before it is recorded.</summary>
    private async Task SettleAsync(RunningCommerce commerce, Traffic traffic, Task sending, HonestWork work)
    {
        await sending;
        var books = new StoredBooks(commerce.Database);
        await Eventually.Async(async () => await books.RecordedAsync() >= traffic.Distinct, Settling, $"{traffic.Distinct} webhooks are recorded", Breath);
        await Eventually.Async(async () => (await work.WrongByHandAsync()).Count == 0, Settling, "what was changed by hand is recorded", Breath);
        await Eventually.Async(async () => await books.WaitingAsync() == 0, Settling, "everything is told", Breath);
        Say("all is recorded and told");
    }

    /// <summary>A seller puts its catalogue up on Meta's pages and links it.</summary>
    private static Task ListAsync(RunningCommerce commerce, StandardSender sender, Traffic traffic)
    {
        return Task.WhenAll(commerce.Creators.Select(ListAsync));

        async Task ListAsync(PlayedCreator creator)
        {
            var listed = traffic.Expected.Keys.Where(k => k.Creator == creator.Id).Select(k => k.Sku).Append(HonestWork.Sku).ToList();
            await commerce.Platforms.ListAsync(creator, listed);
            foreach (var sku in listed)
                await sender.PostUntilAcknowledgedAsync($"{creator.Id}-standard", $"link-{sku}", $$$"""
                    {"type":"listing.linked","timestamp":"{{{DateTimeOffset.UtcNow.AddHours(-2):O}}}","data":{"platform":"instagram","connectionId":"{{{creator.Of(Platforms.Instagram).Id}}}","listingId":"{{{sku}}}","sku":"{{{sku}}}"}}
                    """);
        }
    }

    private static async Task<IEnumerable<string>> WrongOnChannelAsync(RunningCommerce commerce)
    {
        var wrong = new List<string>();
        foreach (var creator in commerce.Creators)
        {
            using var api = new CreatorApi(commerce.Gateway, creator);
            wrong.AddRange((await new Truth(commerce).WrongStockAsync(creator, api)).Wrong);
        }
        return wrong;
    }

    private void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds,6:0.0} s  {line}"));
}
