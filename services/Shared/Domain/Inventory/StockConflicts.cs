using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>The conflicts of one SKU: found anew with each update, recorded when they are new or have changed, decided again by a person.</summary>
internal static class StockConflicts
{
    /// <summary>What is to be recorded for the conflicts of a place as they stand now.</summary>
    public static IEnumerable<StockEvent> Changes(StockState stock, string location, StockOutcome after)
    {
        var open = stock.Conflicts.Where(c => c.Location == location).ToList();
        foreach (var decided in after.Conflicts)
        {
            var known = open.Find(c => c.Candidates.Any(k => decided.Case.Candidates.Any(n => n.Key == k.Key)));
            if (known is not null) open.Remove(known);
            var found = Recorded(decided, location) with { Replaces = known?.ConflictId };
            if (known is null || !Same(known, found)) yield return found;
        }
        if (!after.Whole) yield break;
        foreach (var gone in open.Where(c => c.OccurredAt >= stock.Place(location).FoldedUntil)) yield return Withdrawn(gone, after.OnHand);
    }

    /// <summary>The person's choice stands, whatever comes late into the same window.</summary>
    public static IReadOnlyList<StockEvent> Resolve(ResolveConflict c, StockState stock)
    {
        var conflict = stock.Conflicts.Find(k => k.ConflictId == c.ConflictId) ?? throw new RefusedException("conflict.not_open");
        if (conflict.Candidates.All(k => k.Key != c.Candidate)) throw new RefusedException("conflict.unknown_candidate");
        var place = stock.Place(conflict.Location);
        var after = StockEvaluation.Of(Choose(place, c.Candidate), stock.Promises(conflict.Location), stock.Settings.Conflicts);
        return
        [
            new ConflictResolved
            {
                ConflictId = c.ConflictId, Winner = c.Candidate, Status = conflict.Winner == c.Candidate ? "confirmed" : "overridden", Location = conflict.Location,
                Delta = after.OnHand - place.OnHand, OnHand = after.OnHand, Reason = c.Reason, OccurredAt = c.OccurredAt,
            },
        ];
    }

    public static StockState Evolve(StockState stock, ConflictDetected e)
    {
        var limit = e.OccurredAt - Stock.Horizon;
        var others = stock.Conflicts.RemoveAll(c => c.ConflictId == e.ConflictId || c.ConflictId == e.Replaces || (c.Status != "review" && c.OccurredAt < limit));
        return stock with { Conflicts = others.Add(e) };
    }

    public static StockState Evolve(StockState stock, ConflictResolved e)
    {
        if (e.Status != "withdrawn") stock = stock.At(e.Location, place => Choose(place, e.Winner) with { OnHand = e.OnHand });
        var conflict = stock.Conflicts.Find(c => c.ConflictId == e.ConflictId);
        if (conflict is not null && e.Status == "withdrawn") return stock with { Conflicts = stock.Conflicts.Remove(conflict) };
        return conflict is null ? stock : stock with { Conflicts = stock.Conflicts.Replace(conflict, conflict with { Winner = e.Winner, Status = e.Status, Reason = ConflictRules.Resolved }) };
    }

    /// <summary>A later update ended the disagreement.</summary>
    private static ConflictResolved Withdrawn(ConflictDetected gone, long onHand) => new()
    {
        ConflictId = gone.ConflictId, Winner = gone.Winner, Status = "withdrawn", Location = gone.Location, Delta = 0, OnHand = onHand,
        Reason = ConflictRules.Merged, OccurredAt = gone.OccurredAt,
    };

    private static StockPlace Choose(StockPlace place, string key)
    {
        var latest = place.Entries.IsEmpty ? 0 : place.Entries.Max(e => e.Chosen);
        return place.Entries.Find(e => e.Key == key) is { } chosen ? place.Replace(chosen, chosen with { Chosen = latest + 1 }) : place;
    }

    private static ConflictDetected Recorded(DecidedConflict decided, string location)
    {
        var (@case, verdict) = decided;
        ConflictCandidate[] candidates =
        [
            .. @case.Candidates.Select(c => new ConflictCandidate { Key = c.Key, Source = c.Source, OccurredAt = c.At, Change = "set", Quantity = c.Quantity }),
            .. (verdict.Kind == ConflictRules.ReservationConflict ? @case.Claims : []).Select(c => new ConflictCandidate { Key = c.Key, Source = c.Source, OccurredAt = c.At, Change = "reserve", Quantity = c.Quantity }),
        ];
        candidates = [.. candidates.OrderBy(c => c.OccurredAt).ThenBy(c => c.Key, StringComparer.Ordinal)];
        return new()
        {
            ConflictId = IdOf(location, candidates), Kind = verdict.Kind!, Location = location, Base = @case.Before, Candidates = candidates, Winner = verdict.Winner,
            Reason = verdict.Reason, Status = verdict.Review ? "review" : "resolved", OccurredAt = candidates[^1].OccurredAt,
        };
    }

    /// <summary>A person's decision keeps its status when the conflict is found again.</summary>
    private static bool Same(ConflictDetected known, ConflictDetected found) =>
        (known.ConflictId, known.Winner, known.Reason, known.Base) == (found.ConflictId, found.Winner, found.Reason, found.Base);

    private static string IdOf(string location, IEnumerable<ConflictCandidate> candidates) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', candidates.Select(c => c.Key).Prepend(location)))))[..16];
}
