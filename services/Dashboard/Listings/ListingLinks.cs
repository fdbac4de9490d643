using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Listings;

/// <summary><c>POST /api/v1/listings/links</c>: approves many links at once. Each is a change of its own: one that is refused leaves the others.</summary>
internal static class ListingLinks
{
    private const int Most = 200;
    private const int AtOnce = 8;

    public static async Task<IResult> ApproveAsync(HttpContext context, ListingQueries queries, CommandSender commands, TimeProvider clock, LinksWanted wanted)
    {
        if (wanted.Items is not { Count: >= 1 and <= Most } items) return Problem.Of(400, "links.invalid", "The links cannot be used.", $"items holds 1 to {Most} links.");
        if (CommandAnswer.KeyOf(context, out var key) is { } problem) return problem;
        var results = new LinkResult[items.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, items.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.RequestAborted },
            async (i, cancellation) => results[i] = await LinkAsync(context.Creator(), queries, commands, clock, key, items[i], cancellation));
        return new JsonAnswer(writer => Write(writer, results));
    }

    private static async Task<LinkResult> LinkAsync(CreatorIdentity who, ListingQueries queries, CommandSender commands, TimeProvider clock, string? key, LinkItem? item, CancellationToken cancellation)
    {
        if (item is not { ConnectionId: { Length: > 0 } connection, ListingId: { Length: > 0 } listing } || connection.Contains('\0') || listing.Contains('\0')) return Refused(item, "listing.unknown");
        if (!SkuNames.IsUsable(item.Sku)) return Refused(item, SkuNames.Invalid);
        if (item.IdempotencyKey is { } own && !CommandAnswer.IsUsable(own)) return Refused(item, "idempotency_key.invalid");
        if (await queries.PlatformOfAsync(who.CreatorId, connection, listing, cancellation) is not { } platform) return Refused(item, "listing.unknown");
        var assigned = new ListingAssigned { Platform = platform, ConnectionId = connection, ListingId = listing, Sku = item.Sku!, OccurredAt = clock.GetUtcNow() };
        try
        {
            return Result(item, await commands.SendAsync(who, "listing.link", KeyOf(key, item), assigned, cancellation));
        }
        catch (Exception e) when (CommandAnswer.IsUnavailable(e))
        {
            return new(item, "unavailable", "commands.unavailable");
        }
    }

    /// <summary>An item's own key, else one made of the request's: sent again, each link counts once.</summary>
    private static string? KeyOf(string? key, LinkItem item) => item.IdempotencyKey ?? (key is null ? null : $"{key}:{item.ConnectionId}/{item.ListingId}");

    private static LinkResult Result(LinkItem item, CommandOutcome? outcome) => outcome switch
    {
        null => new(item, "accepted", null),
        { Outcome: "applied" or "duplicate" } => new(item, outcome.Outcome, null),
        _ => Refused(item, outcome.Reason ?? "command.refused"),
    };

    private static LinkResult Refused(LinkItem? item, string code) => new(item, "refused", code);

    private static void Write(Utf8JsonWriter writer, LinkResult[] results)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var (item, outcome, code) in results)
        {
            writer.WriteStartObject();
            writer.WriteString("connectionId", item?.ConnectionId);
            writer.WriteString("listingId", item?.ListingId);
            writer.WriteString("sku", item?.Sku);
            writer.WriteString("outcome", outcome);
            writer.WriteString("code", code);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private sealed record LinkResult(LinkItem? Item, string Outcome, string? Code);
}

/// <summary>1 to 200 links.</summary>
internal sealed record LinksWanted(List<LinkItem?>? Items);

/// <summary>One link; its key is optional, see <c>Idempotency-Key</c>.</summary>
internal sealed record LinkItem(string? ConnectionId, string? ListingId, string? Sku, string? IdempotencyKey);
