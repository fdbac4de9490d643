using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Meta;

/// <summary>
/// Instagram's and Facebook's catalogue. A push: (1) batches that still hold one of its listings are asked about; (2) what is
/// new goes out as one batch; (3) that one is asked about until it is finished.
/// </summary>
/// <remarks>The listing's id is the retailer's id; a catalogue has no locations. Meta orders cannot be read any more, and it has no compare-and-set.</remarks>
internal sealed class MetaChannel(CatalogueClient catalogue, UnfinishedBatches unfinished, BatchWatch watch, IOptions<MetaOptions> options, TimeProvider clock) : IChannelAdapter
{
    private const string NotSetUp = "meta.not_set_up";

    public string Platform => Platforms.Instagram;

    public int MostPerCall => options.Value.ItemsPerBatch;

    /// <summary>A batch takes minutes; what becomes urgent meanwhile does not wait for it.</summary>
    public int CallsAtOnce => 4;

    public async Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation)
    {
        if (MetaAccount.From(connection, options.Value.GraphVersion) is not { } account) return [.. items.Select(_ => new PushResult.Refused(NotSetUp))];
        var since = clock.GetTimestamp();
        var results = new Dictionary<string, PushResult>(StringComparer.Ordinal);
        foreach (var held in items.GroupBy(i => unfinished.Of(connection, i.ListingId)).Where(g => g.Key is not null).ToList())
        {
            var end = await watch.WatchAsync(connection, account, held.Key!, since, cancellation);
            foreach (var item in held.Where(i => !IsOver(connection, i) || held.Key!.Wishes[i.ListingId] == i.IdempotencyKey)) results[item.ListingId] = end(item.ListingId);
        }
        var rest = items.Where(i => !results.ContainsKey(i.ListingId)).ToList();
        if (rest.Count > 0) await SendAsync(connection, account, rest, since, results, cancellation);
        return [.. items.Select(i => results[i.ListingId])];
    }

    public async Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        if (MetaAccount.From(connection, options.Value.GraphVersion) is not { } account) return new PageAnswer.Refused(NotSetUp);
        return await catalogue.ProductsAsync(account, cursor, cancellation) switch
        {
            GraphAnswer.Success success => ProductPage.Read(success.Body),
            GraphAnswer.Refused refused => new PageAnswer.Refused(refused.Code),
            GraphAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private bool IsOver(Connection connection, PushItem item) => unfinished.Of(connection, item.ListingId) is null;

    private async Task SendAsync(
        Connection connection, MetaAccount account, List<PushItem> items, long since, Dictionary<string, PushResult> results, CancellationToken cancellation)
    {
        var end = await catalogue.SendBatchAsync(account, items, cancellation) switch
        {
            GraphAnswer.Success success => await EndAsync(connection, account, items, success.Body, since, cancellation),
            GraphAnswer.Refused refused => _ => new PushResult.Refused(refused.Code),
            GraphAnswer.Unavailable unavailable => _ => new PushResult.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
        foreach (var item in items) results[item.ListingId] = end(item.ListingId);
    }

    private async Task<Func<string, PushResult>> EndAsync(
        Connection connection, MetaAccount account, List<PushItem> items, JsonElement body, long since, CancellationToken cancellation)
    {
        var receipt = BatchReceipt.Read(body);
        // Without a handle nothing was accepted: the valid ones are tried again without the others.
        if (receipt.Handles.Count == 0) return Sieve(receipt, _ => new PushResult.Unavailable("meta.batch_not_accepted"));
        var batch = unfinished.Remember(connection, receipt.Handles, items.FindAll(i => !receipt.Invalid.Contains(i.ListingId)));
        return Sieve(receipt, await watch.WatchAsync(connection, account, batch, since, cancellation));
    }

    private static Func<string, PushResult> Sieve(BatchReceipt receipt, Func<string, PushResult> rest) =>
        listing => receipt.Invalid.Contains(listing) ? new PushResult.Refused("meta.item_invalid") : rest(listing);
}
