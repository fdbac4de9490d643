using System.Globalization;
using CreatorFlow.Parking;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Replay;

/// <summary>Asks Projection to take up parked events again, and waits until it has.</summary>
internal sealed class ParkedReplay(ParkedEvents parked, Screen screen, TimeSpan patience, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>All of a creator, or one aggregate of it; everything when neither is named.</summary>
    public async Task<int> ReplayAsync(string? creator, string? aggregate, CancellationToken cancellation)
    {
        var open = await ParkedList.OpenAsync(parked, new() { Creator = creator, Aggregate = aggregate }, cancellation);
        if (open.Count == 0)
        {
            screen.Say("Nothing of that is parked.");
            return 0;
        }
        foreach (var held in open.Select(p => (p.Creator, p.Aggregate)).Distinct().ToList()) await parked.ReplayAsync(held.Creator, held.Aggregate, cancellation);
        return await WaitAsync("replay", open, cancellation);
    }

    /// <exception cref="ToolException">No such event, or settled already.</exception>
    public async Task<int> DiscardAsync(long position, CancellationToken cancellation)
    {
        var found = await parked.ListAsync(new() { AfterPosition = position - 1, Limit = 1 }, cancellation);
        if (found is not [{ } entry] || entry.Position != position) throw new ToolException($"There is no parked event {position}; replay --list shows them.");
        if (!entry.IsOpen) throw new ToolException($"The parked event {position} was {entry.Status} already.");
        var open = await ParkedList.OpenAsync(parked, new() { Creator = entry.Creator, Aggregate = entry.Aggregate }, cancellation);
        await parked.DiscardAsync(entry, cancellation);
        return await WaitAsync("discard", open, cancellation);
    }

    private async Task<int> WaitAsync(string title, List<ParkedEntry> asked, CancellationToken cancellation)
    {
        var now = asked;
        await screen.WatchAsync(title, asked.Count, async tell =>
        {
            var (settled, since) = (0, clock.GetTimestamp());
            while (!IsDone(asked, now) && clock.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Pause, clock, cancellation);
                now = await ReadAsync(asked, cancellation);
                var newly = now.Count(p => !p.IsOpen) - settled;
                if (newly == 0) continue;
                (settled, since) = (settled + newly, clock.GetTimestamp());
                tell(newly);
            }
        });
        return Tell(now, IsDone(asked, now));
    }

    private async Task<List<ParkedEntry>> ReadAsync(List<ParkedEntry> asked, CancellationToken cancellation)
    {
        var positions = asked.Select(p => p.Position).ToHashSet();
        var now = new List<ParkedEntry>();
        foreach (var held in asked.GroupBy(p => (p.Creator, p.Aggregate)))
            for (var after = held.Min(p => p.Position) - 1; ;)
            {
                var page = await parked.ListAsync(new() { Creator = held.Key.Creator, Aggregate = held.Key.Aggregate, AfterPosition = after, Limit = 1_000 }, cancellation);
                now.AddRange(page.Where(p => positions.Contains(p.Position)));
                if (page.Count < 1_000) break;
                after = page[^1].Position;
            }
        now.Sort((a, b) => a.Position.CompareTo(b.Position));
        return now;
    }

    /// <summary>An aggregate is done when nothing of it is open, or when one that is open was tried since: those behind it wait on.</summary>
    private static bool IsDone(List<ParkedEntry> asked, List<ParkedEntry> now)
    {
        var before = asked.ToDictionary(p => p.Position, p => p.TriedAt);
        return now.GroupBy(p => (p.Creator, p.Aggregate)).All(held => held.All(p => !p.IsOpen) || held.Any(p => p.IsOpen && p.TriedAt != before[p.Position]));
    }

    private int Tell(List<ParkedEntry> now, bool done)
    {
        screen.Table(["position", "creator", "aggregate", "event", "status", "reason", "parked", "last tried"], now.Select(ParkedList.Row), numbers: ["position"]);
        screen.Say(string.Join(", ", now.GroupBy(p => p.Status).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count():N0} {g.Key}"))));
        if (!done)
            screen.Say("Not all of it was taken up yet: is Projection running? What was asked for is not lost, and is carried out when it runs; replay --list tells.");
        return now.TrueForAll(p => !p.IsOpen) ? 0 : ToolAction.Found;
    }
}
