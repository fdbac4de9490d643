using System.Globalization;
using System.Text.Json;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain;
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
    /// <param name="fold">Folds a history into its steps, oldest first.</param>
    /// <param name="write">Writes a step as JSON.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IResult?> AnswerAsync<TState, TEvent>(StreamKey stream, int schema, ExplainQuery wanted,
        Func<StreamHistory, IEnumerable<Step<TState, TEvent>>> fold, Action<Utf8JsonWriter, Step<TState, TEvent>> write, CancellationToken cancellation)
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
            ? PageAnswer.Of([.. fold(history).Where(step => step.Stored.Version > from).Reverse().Select(step => Row(step, write))], page.Limit, PageAnswer.AsRendered)
            : PastStreams.Archived();
    }

    private static PageRow Row<TState, TEvent>(Step<TState, TEvent> step, Action<Utf8JsonWriter, Step<TState, TEvent>> write) =>
        new(JsonAnswer.ToBytes(writer => write(writer, step)).ToArray(), PageRequest.Encode(step.Stored.Version.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>How an explanation is asked for.</summary>
internal sealed record ExplainQuery(string? AsOf, string? Limit, string? Cursor);
