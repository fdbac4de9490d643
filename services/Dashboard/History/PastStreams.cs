using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.History;

/// <summary>Finds where a stream stood at a time, and says why there is no answer where there is none.</summary>
internal sealed class PastStreams(PastReader reader, TimeProvider clock)
{
    /// <param name="stream">The stream.</param>
    /// <param name="asOf">As the request has it.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <returns>A refusal, or the stream's version then; neither when there is no such stream.</returns>
    public async Task<(IResult? Refusal, StreamMoment? Then)> FindAsync(StreamKey stream, string? asOf, CancellationToken cancellation)
    {
        if (AsOf.Parse(asOf, clock, out var moment) is { } problem) return (problem, null);
        var then = await reader.FindAsync(stream, moment, cancellation);
        return then switch
        {
            { Version: 0 } when moment < then.BeganAt => (Problem.Of(404, "as_of.before_first_event", "At that time nothing was known of it yet."), null),
            { Version: 0 } => (Archived(), null),
            _ => (null, then),
        };
    }

    /// <summary>The history as it was at a version; null when a part of it was archived.</summary>
    public async Task<StreamHistory?> LoadAsync(StreamKey stream, int schema, long from, long until, CancellationToken cancellation) =>
        await reader.LoadAsync(stream, schema, from, until, cancellation) is { IsWhole: true } history ? history : null;

    public static IResult Archived() => Problem.Of(410, "history.archived", "The events of that time are in the archive.");
}
