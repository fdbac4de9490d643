using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// On hand at a place from its entries: the winning set and the differences that happened after it. Sets less than a
/// window apart, one after the other, form a cluster that the conflict rules decide. Pure; the order of arrival is not in it.
/// </summary>
internal static class StockEvaluation
{
    public static StockOutcome Of(StockPlace place, Promises promises, ConflictPolicies policies)
    {
        var entries = Standing(place.Entries);
        var value = place.Start;
        var since = DateTimeOffset.MinValue;
        var conflicts = new List<DecidedConflict>();
        var lost = new HashSet<string>(StringComparer.Ordinal);
        string? winner = null;
        foreach (var cluster in Clusters(entries, policies))
        {
            var before = value + Differences(entries, since, cluster.First, lost);
            var decided = Decide(cluster, before, promises, policies);
            if (decided.Verdict.Kind is not null) conflicts.Add(decided);
            if (decided.Verdict.Quantity is not { } quantity) continue;
            lost.UnionWith(cluster.Reports.Select(r => r.Key));
            (value, since, winner) = (quantity, decided.Verdict.StandsAt, decided.Verdict.Winner);
        }
        return new(value + Differences(entries, since, DateTimeOffset.MaxValue, lost), winner, conflicts, Whole: true);
    }

    /// <summary>Without what was undone; of a channel's report that part stays whose place an order took.</summary>
    private static StockEntry[] Standing(IEnumerable<StockEntry> entries) =>
        [.. entries.Where(e => e.Remains is null || e.Kind != EntryKind.Set).Select(e => e.Remains is { } rest ? e with { Kind = EntryKind.Difference, Quantity = rest } : e)];

    private static DecidedConflict Decide(Cluster cluster, long before, Promises promises, ConflictPolicies policies)
    {
        var near = cluster.Concurrent(promises, policies);
        var promised = near.Count == 0 ? 0 : promises.Units(soldBy: near.Max(n => n.At), thereAt: cluster.First);
        var @case = new ConflictCase(before, Candidates(cluster, before), near, promised);
        return new(@case, ConflictRules.Decide(@case, policies.Among(cluster.Parties)));
    }

    /// <summary>
    /// Runs of sets with less than a window between neighbours, and the reports of other sources close to them; a report close to two
    /// of them belongs to the earlier. A set that was made on an older version reaches back to when that was the current one.
    /// </summary>
    private static IEnumerable<Cluster> Clusters(StockEntry[] entries, ConflictPolicies policies)
    {
        var sets = new List<StockEntry>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in entries.Where(e => e.Kind == EntryKind.Set).OrderBy(e => e.Since))
        {
            if (sets.Count > 0 && sets.MaxBy(s => s.At)! is var last && set.Since >= last.At && !IsNear(last, set.At, policies.WindowBetween(last.Connection, set.Connection)))
            {
                yield return Cluster.Of(sets, entries, policies, taken);
                sets = [];
            }
            sets.Add(set);
        }
        if (sets.Count > 0) yield return Cluster.Of(sets, entries, policies, taken);
    }

    private static bool IsNear(StockEntry set, DateTimeOffset at, TimeSpan window) => (at - set.At).Duration() <= window || (at > set.Since && at <= set.At);

    /// <summary>A source's last word in the cluster; one that only reported stands with what was there plus its differences.</summary>
    private static List<Candidate> Candidates(Cluster cluster, long before)
    {
        var candidates = cluster.Sets.GroupBy(s => s.Source, StringComparer.Ordinal)
            .Select(g => g.Where(s => s.Chosen == g.Max(x => x.Chosen)).Last())
            .Select(s => new Candidate(s.Key, s.Source, s.At, s.Quantity, s.At, s.Chosen, s.Since)).ToList();
        foreach (var reports in cluster.Reports.GroupBy(r => r.Source, StringComparer.Ordinal))
        {
            var last = reports.Last();
            candidates.Add(new(last.Key, last.Source, last.At, before + reports.Sum(r => r.Quantity), cluster.First, reports.Max(r => r.Chosen)));
        }
        return candidates;
    }

    private static long Differences(StockEntry[] entries, DateTimeOffset from, DateTimeOffset before, HashSet<string> lost)
    {
        var sum = 0L;
        for (var i = First(entries, from); i < entries.Length && entries[i].At < before; i++)
            if (entries[i] is { Kind: not EntryKind.Set } e && !(e.Kind == EntryKind.Report && lost.Contains(e.Key))) sum = checked(sum + e.Quantity);
        return sum;
    }

    /// <summary>Index of the first entry that is not before a moment: a day of counts has as many clusters, and each looks at its own time only.</summary>
    private static int First(StockEntry[] entries, DateTimeOffset from)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].At >= from) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private sealed record Cluster(List<StockEntry> Sets, List<StockEntry> Reports)
    {
        public DateTimeOffset First => Reports.Count > 0 && Reports[0].At < Sets[0].At ? Reports[0].At : Sets[0].At;

        public IEnumerable<(string? Connection, string Source)> Parties => Sets.Concat(Reports).Select(e => (e.Connection, e.Source)).Distinct();

        /// <summary>What was sold at the time of one of its sets.</summary>
        public List<Claim> Concurrent(Promises promises, ConflictPolicies policies)
        {
            var (from, until) = Reach(Sets, policies.Window);
            var near = promises.Between(from, until);
            near.RemoveAll(c => !Sets.Exists(s => IsNear(s, c.At, policies.Of(s.Connection).Window)));
            return near;
        }

        /// <summary>What lies outside is near none of them.</summary>
        private static (DateTimeOffset From, DateTimeOffset Until) Reach(List<StockEntry> sets, TimeSpan window) =>
            (sets.Min(s => s.Since < s.At - window ? s.Since : s.At - window), sets.Max(s => s.At) + window);

        public static Cluster Of(List<StockEntry> sets, StockEntry[] entries, ConflictPolicies policies, HashSet<string> taken)
        {
            sets.Sort(StockEntry.Compare);
            var sources = sets.Select(s => s.Source).ToHashSet(StringComparer.Ordinal);
            var (from, until) = Reach(sets, policies.Window);
            return new(sets, [.. entries.Skip(First(entries, from)).TakeWhile(e => e.At <= until).Where(e => e is { Kind: EntryKind.Report, Quantity: not 0 } && !sources.Contains(e.Source)
                && sets.Exists(s => IsNear(s, e.At, policies.WindowBetween(s.Connection, e.Connection))) && taken.Add(e.Key))]);
        }
    }
}

/// <summary>What all entries of a place come to.</summary>
/// <param name="OnHand">Units.</param>
/// <param name="Winner">Key of the set that stands; null for none.</param>
/// <param name="Conflicts">Every conflict that was decided on the way.</param>
/// <param name="Whole">False when one more difference was added up without looking at the rest.</param>
internal sealed record StockOutcome(long OnHand, string? Winner, IReadOnlyList<DecidedConflict> Conflicts, bool Whole);

/// <summary>A case and its verdict.</summary>
internal sealed record DecidedConflict(ConflictCase Case, Verdict Verdict);
