using System.Globalization;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.Dashboard.Explaining;

/// <summary>Why a number is what it is: a stream's steps, the newest first, each with what stood before and after it.</summary>
internal sealed class ExplainedPage(PastStreams past)
{
    /// <summary>A page of steps; null when the stream does not exist.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="schema">The shape of its snapshots.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="render">Folds a history and renders its steps, oldest first.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IResult?> AnswerAsync(StreamKey stream, int schema, ExplainQuery wanted, Func<StreamHistory, long, IEnumerable<PageRow>> render, CancellationToken cancellation)
    {
        if (PageRequest.Parse(wanted.Limit, wanted.Cursor, parts: 1, out var page) is { } problem) return problem;
        var before = long.MaxValue;
        if (page.Part(0) is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return PageRequest.NotOfThisList();
        var (refusal, then) = await past.FindAsync(stream, wanted.AsOf, cancellation);
        if (then is null) return refusal;
        var until = Math.Min(then.Version, before - 1);
        if (until < 1) return PageAnswer.Of([], page.Limit);
        // One more than the page, so that it is known whether there is more.
        var from = Math.Max(0, until - page.Limit - 1);
        return await past.LoadAsync(stream, schema, from, until, cancellation) is { } history
            ? PageAnswer.Of([.. render(history, from).Reverse()], page.Limit, PageAnswer.AsRendered)
            : PastStreams.Archived();
    }

    public static string Cursor(long version) => PageRequest.Encode(version.ToString(CultureInfo.InvariantCulture));
}

/// <summary>How an explanation is asked for.</summary>
internal sealed record ExplainQuery(string? AsOf, string? Limit, string? Cursor);
