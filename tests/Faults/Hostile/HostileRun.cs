using System.Globalization;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>One run: calm, attacked, and what is found afterwards.</summary>
internal sealed class HostileRun(RunningCommerce commerce, Aim aim, HonestTraffic honest, Trap trap, Action<string> say)
{
    private readonly Tally tally = new([aim.Words.Secret, aim.Victim.Id, aim.Victim.Key, .. aim.Victim.Channels.Select(c => c.Secret)]);
    private readonly List<string> odd = [];

    public async Task<HostileReport> RunAsync(Random random, IReadOnlyList<VictimsRoute> routes, TimeSpan warming, TimeSpan calm, TimeSpan attacked)
    {
        honest.Begin();
        await honest.GoOnAsync("warming", warming);
        await honest.GoOnAsync("calm", calm);
        var (victims, before) = (await new Traces(commerce).RowsOfAsync(aim.Victim.Id), Memory.Of(commerce));
        say($"{honest.Requests} honest requests by now; the attacks begin");
        await AttackAsync(random, routes, attacked);
        var after = Memory.Of(commerce);
        say($"{tally.Tried} attacks; {honest.Requests} honest requests by now");
        odd.AddRange((await honest.EndAsync()).Select(wrong => $"honest: {wrong}"));
        odd.AddRange(before.Keys.Where(name => before[name].Pid != after[name].Pid).Select(name => $"{name} was started again"));
        await SettleAsync();
        await LookAsync(victims);
        odd.AddRange(tally.Odds);
        return new(0, 0, TimeProvider.System.GetUtcNow())
        {
            Latencies = [.. honest.Latencies.Of("calm"), .. honest.Latencies.Of("attacked")], Answers = tally.Answers, AnswersTable = tally.Table(), Odd = odd,
            MemoryMiB = before.Keys.ToDictionary(name => name, name => (before[name].MiB, after[name].MiB)),
            Books = await new StoredBooks(commerce.Database).CompareAsync(honest.Webhooks),
        };
    }

    private async Task AttackAsync(Random random, IReadOnlyList<VictimsRoute> routes, TimeSpan attacked)
    {
        using var over = new CancellationTokenSource();
        Attack[] attacks =
        [
            new SignatureFlood(aim, tally, New()), new CrossTenant(aim, tally, New(), routes), new MalformedBodies(aim, tally, New()), new BrokenFrames(aim, tally, New()),
            new OversizedRequests(aim, tally, New()), new PathTricks(aim, tally, New()), new CallbackAddresses(aim, tally, New()), new SlowClients(aim, tally, New()),
        ];
        var attacking = attacks.Select(attack => Task.Run(() => attack.RunAsync(over.Token))).ToList();
        await honest.GoOnAsync("attacked", attacked);
        await over.CancelAsync();
        await Task.WhenAll(attacking);

        Random New() => new(random.Next());
    }

    /// <summary>Until what the intruder sent of its own has come to its end too.</summary>
    private Task SettleAsync() => Eventually.Async(async () => await commerce.MessagesAsync() == 0, TimeSpan.FromMinutes(1), "the broker is empty", TimeSpan.FromMilliseconds(200));

    private async Task LookAsync(SortedDictionary<string, long> victims)
    {
        var traces = new Traces(commerce);
        odd.AddRange((await traces.OfAsync(aim.Words.Nowhere)).Select(place => $"stored of nobody's: {place}"));
        odd.AddRange((await traces.OfAsync(aim.Words.Own, of: aim.Intruder.Id)).Select(place => $"stored of the intruder's with others: {place}"));
        odd.AddRange((await traces.InLogsAsync(aim.Words.Nowhere)).Select(line => $"logged: {line}"));
        odd.AddRange((await traces.InLogsAsync(aim.Words.Secret)).Select(line => $"logged: {line}"));
        odd.AddRange((await traces.InRedisAsync(aim.Words.Nowhere)).Select(value => $"in Redis, where spans are: {value}"));
        var now = await traces.RowsOfAsync(aim.Victim.Id);
        odd.AddRange(now.Where(table => table.Value != victims[table.Key]).Select(table => $"the victim has {table.Value} rows in {table.Key}, it had {victims[table.Key]}"));
        if (trap.Visits > 0) odd.Add(string.Create(CultureInfo.InvariantCulture, $"inside, {trap.Visits} connections came that somebody outside asked for"));
    }
}
