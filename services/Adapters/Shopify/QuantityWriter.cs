using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>
/// Sets quantities: (1) tell all wishes in one call, (2) when the shop objects to some, which makes it take none, set those
/// aside and tell the others again, (3) read what it shows instead of what was expected.
/// </summary>
internal sealed class QuantityWriter(GraphClient client)
{
    /// <summary>The question what is shown.</summary>
    public const string Shown = "shown";

    /// <summary>Calls for one set of wishes: each round finds what the one before hid, and a shop that is being sold from empty goes stale in between.</summary>
    private const int Rounds = 6;

    public async Task<Dictionary<Wish, PushResult>> WriteAsync(ShopifyAccount account, IEnumerable<Wish> wishes, CancellationToken cancellation)
    {
        var results = new Dictionary<Wish, PushResult>();
        var left = Wish.InOrder(wishes);
        foreach (var wish in left)
            if (wish.Objection is { } objection) results[wish] = objection;
        left.RemoveAll(results.ContainsKey);
        for (var round = 0; round < Rounds && left.Count > 0; round++)
        {
            await TellAsync(account, left, round, results, cancellation);
            left.RemoveAll(results.ContainsKey);
        }
        foreach (var wish in left) results[wish] = new PushResult.Unavailable("shopify.too_many_rounds");
        await ReadBackAsync(account, results, cancellation);
        return results;
    }

    /// <summary>One call; whoever has no result after it is to be told again.</summary>
    private async Task TellAsync(ShopifyAccount account, List<Wish> wishes, int round, Dictionary<Wish, PushResult> results, CancellationToken cancellation)
    {
        var answer = await TellAsync(account, wishes, attempt: 0, cancellation);
        if (answer is { Errors: [{ Code: QuantityError.PreviousAttemptFailed }, ..] }) answer = await TellAsync(account, wishes, attempt: round + 1, cancellation);
        if (answer.Whole is { } whole)
        {
            foreach (var wish in wishes) results[wish] = whole;
            return;
        }
        foreach (var error in answer.Errors)
            foreach (var wish in error.Index is { } index ? [wishes[index]] : wishes) results.TryAdd(wish, ResultOf(error));
        if (answer.Errors.Count > 0) return;
        foreach (var wish in wishes) results[wish] = new PushResult.Taken();
    }

    private async Task<Told> TellAsync(ShopifyAccount account, List<Wish> wishes, int attempt, CancellationToken cancellation)
    {
        var answer = await client.AskAsync(account, Wish.Call(wishes, attempt), cancellation);
        return answer is GraphAnswer.Data data && QuantityAnswer.IsIn(data.Json) ? new Told(QuantityAnswer.Read(data.Json, wishes.Count).Errors, null) : new Told([], Failure(answer));
    }

    /// <summary>What an answer is that does not say what was asked.</summary>
    private static PushResult Failure(GraphAnswer answer) => answer switch
    {
        GraphAnswer.Refused refused => new PushResult.Refused(refused.Code),
        GraphAnswer.Unavailable unavailable => new PushResult.Unavailable(unavailable.Code, unavailable.RetryAfter),
        _ => new PushResult.Unavailable("shopify.unreadable"),
    };

    private static PushResult ResultOf(QuantityError error) => error switch
    {
        { IsStale: true } => new PushResult.Stale(null),
        { Code: QuantityError.ConcurrentRequest or QuantityError.PreviousAttemptFailed or "SERVICE_UNAVAILABLE" } => new PushResult.Unavailable(GraphErrors.Named(error.Code)),
        _ => new PushResult.Refused(GraphErrors.Named(error.Code)),
    };

    /// <summary>
    /// A stale wish whose quantity is shown already is one that an earlier, unanswered call brought about. One of which it is not known what is shown
    /// counts as not answered: the next wish would begin from the same wrong number, and at once.
    /// </summary>
    private async Task ReadBackAsync(ShopifyAccount account, Dictionary<Wish, PushResult> results, CancellationToken cancellation)
    {
        var stale = results.Where(r => r.Value is PushResult.Stale).Select(r => r.Key).ToList();
        foreach (var location in stale.GroupBy(w => w.Location))
        {
            var answer = await AskShownAsync(account, location.Key, [.. location.Select(w => w.Item.ListingId)], cancellation);
            var shown = LevelsOf(answer);
            foreach (var wish in location) results[wish] = shown.TryGetValue(wish.Item.ListingId, out var units) ? Compared(wish, units) : Failure(answer);
        }
    }

    private static PushResult Compared(Wish wish, long shown) => shown == wish.Item.Quantity ? new PushResult.Taken() : new PushResult.Stale(shown);

    private Task<GraphAnswer> AskShownAsync(ShopifyAccount account, string location, List<string> items, CancellationToken cancellation)
    {
        var variables = new JsonObject { ["ids"] = new JsonArray([.. items.Select(i => (JsonNode)Gid.Item(i))]), ["locationId"] = Gid.Location(location) };
        return client.AskAsync(account, new GraphCall(Shown, Documents.Shown, variables, items.Count), cancellation);
    }

    private static Dictionary<string, long> LevelsOf(GraphAnswer answer)
    {
        var shown = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var node in (answer as GraphAnswer.Data)?.Json.Child("nodes").Items() ?? [])
            if (Gid.Number(node.Child("id").Text()) is { } item && Level.Available(node.Child("inventoryLevel")) is { } units) shown[item] = units;
        return shown;
    }

    /// <param name="Errors">Of single wishes.</param>
    /// <param name="Whole">What is to be said of all of them; null when the shop looked at each.</param>
    private sealed record Told(IReadOnlyList<QuantityError> Errors, PushResult? Whole);
}
