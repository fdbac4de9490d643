using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>One listing as a page showed it, with what was known before the page was asked for.</summary>
internal sealed record SeenListing(ListedStock Shown, KnownStock Known, DateTimeOffset AskedAt)
{
    public ExpectedStock? Before => Known.Of(Shown.ListingId, Shown.Location);
}

/// <summary>What came of reading a whole channel. A closed union.</summary>
internal abstract record ReadAnswer
{
    private ReadAnswer() { }

    public sealed record All(IReadOnlyList<SeenListing> Listings, int Pages) : ReadAnswer;

    public sealed record Failed(string Code) : ReadAnswer;

    /// <summary>Another replica has the run now.</summary>
    public sealed record Lost : ReadAnswer;
}

/// <summary>
/// Reads a channel page by page. The adapter takes its tokens from the buckets that pushes use; before each page the pushes
/// that are due go first.
/// </summary>
internal sealed class ChannelReading(Books books, PushesFirst pushes, RunStore runs, IOptions<ReconcilingOptions> options, TimeProvider clock)
{
    /// <summary>Of a claim, for one page.</summary>
    private const double PartOfClaim = 0.5;
    private static readonly TimeSpan BooksAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    public async Task<ReadAnswer> ReadAsync(ClaimedRun run, Connection connection, IChannelAdapter adapter, CancellationToken cancellation)
    {
        var (all, known, pages, cursor) = (new List<SeenListing>(), (KnownStock?)null, 0, (string?)null);
        do
        {
            await pushes.WaitAsync(connection, cancellation);
            if (!await runs.KeepAsync(run, pages, all.Count, cancellation)) return new ReadAnswer.Lost();
            if (known is null || clock.GetUtcNow() - known.ReadAt > BooksAge) known = await books.ReadAsync(connection, cancellation);
            var askedAt = clock.GetUtcNow();
            var (page, failure) = await PageAsync(new(run, pages, all.Count), connection, adapter, cursor, known, cancellation);
            if (page is null) return failure is null ? new ReadAnswer.Lost() : new ReadAnswer.Failed(failure);
            all.AddRange(page.Listings.Select(l => new SeenListing(l, known, askedAt)));
            (pages, cursor) = (pages + 1, page.Next);
        }
        while (cursor is not null);
        // Pages may repeat what another had: the later one is newer.
        return new ReadAnswer.All([.. all.AsEnumerable().Reverse().DistinctBy(l => (l.Shown.ListingId, l.Shown.Location)).Reverse()], pages);
    }

    /// <summary>A page, with the details of listings that need them: what shows what it should, and stands under one of the creator's SKUs, needs no more than its number.</summary>
    private async Task<(PageAnswer.Page? Page, string? Failure)> PageAsync(Progress so, Connection connection, IChannelAdapter adapter, string? cursor, KnownStock known, CancellationToken cancellation)
    {
        var (page, failure) = await AnswerAsync(so, asking => adapter.ReadAsync(connection, cursor, asking), cancellation);
        if (page is null) return (null, failure);
        var needed = page.Listings.Where(l => l.Available is { } units && (known.Of(l.ListingId, l.Location) is not { Unlinked: false } expected || expected.Due != units)).ToList();
        if (needed.Count == 0) return (page, null);
        (var described, failure) = await AnswerAsync(so, asking => adapter.DescribeAsync(connection, needed, asking), cancellation);
        if (described is null) return (null, failure);
        var details = new Dictionary<ListedStock, ListedStock>(needed.Zip(described.Listings, KeyValuePair.Create), ReferenceEqualityComparer.Instance);
        return (page with { Listings = [.. page.Listings.Select(l => details.GetValueOrDefault(l, l))] }, null);
    }

    /// <returns>The page; or why there is none; or neither when another replica has the run now.</returns>
    private async Task<(PageAnswer.Page? Page, string? Failure)> AnswerAsync(Progress so, Func<CancellationToken, Task<PageAnswer>> ask, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            switch (await AskAsync(ask, cancellation))
            {
                case PageAnswer.Page page: return (page, null);
                case PageAnswer.Refused refused: return (null, refused.Code);
                case PageAnswer.Unavailable unavailable when attempt == options.Value.TriesPerPage: return (null, unavailable.Code);
                case PageAnswer.Unavailable unavailable: await Task.Delay(DelayAfter(attempt, unavailable.RetryAfter), clock, cancellation); break;
            }
            if (!await runs.KeepAsync(so.Run, so.Pages, so.Listings, cancellation)) return (null, null);
        }
    }

    private async Task<PageAnswer> AskAsync(Func<CancellationToken, Task<PageAnswer>> ask, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ClaimMs * PartOfClaim), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PageAnswer.Unavailable("reconciliation.page_overran");
        }
    }

    private static TimeSpan DelayAfter(int attempt, TimeSpan? wished)
    {
        var delay = FirstDelay * Math.Pow(2, attempt - 1);
        if (wished > delay) delay = wished.Value;
        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>How far a run is.</summary>
    private readonly record struct Progress(ClaimedRun Run, int Pages, long Listings);
}
