using CreatorFlow.Agent.Live;
using CreatorFlow.Agent.Storage;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Recording;

/// <summary><c>POST /api/sessions/start</c>, <c>/{id}/progress</c>, <c>/{id}/end</c>: what is answered is on the disk.</summary>
internal static class RecordEndpoints
{
    public static void MapRecording(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/sessions");
        sessions.MapPost("/start", Start);
        sessions.MapPost("/{id}/progress", Progress);
        sessions.MapPost("/{id}/end", End);
    }

    private static IResult Start(RecordedSession wanted, SessionStore store, ChangeSignal changes, IOptions<AgentOptions> options, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if ((RecordingRules.Broken(wanted, now) ?? (wanted.SessionType is null ? "session_type is missing." : null)) is { } broken) return Invalid(broken);
        var id = wanted.Id ?? Guid.CreateVersion7(now).ToString("N");
        var session = store.Change(id, (known, queued) => known ?? (queued >= options.Value.QueueLimit ? null : RecordingRules.Started(wanted, id, now)));
        return session is null ? Full(options.Value.QueueLimit) : Answer(session, changes);
    }

    private static IResult Progress(string id, RecordedSession wanted, SessionStore store, ChangeSignal changes, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (RecordingRules.Broken(wanted, now) is { } broken) return Invalid(broken);
        var ended = false;
        var session = store.Change(id, (known, _) => known is null || (ended = known.EndTime is not null) ? known : RecordingRules.Progressed(known, wanted, now));
        return ended ? Problem.Of(409, "session.ended", "The session has ended.") : Answer(session, changes);
    }

    /// <summary>What has ended stays as it ended: the call may be repeated.</summary>
    private static IResult End(string id, RecordedSession? wanted, SessionStore store, ChangeSignal changes, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (RecordingRules.Broken(wanted ??= new(), now) is { } broken) return Invalid(broken);
        return Answer(store.Change(id, (known, _) => known is null or { EndTime: not null } ? known : RecordingRules.Ended(known, wanted, now)), changes);
    }

    private static IResult Answer(SentSession? session, ChangeSignal changes)
    {
        if (session is null) return Problem.Of(404, "session.not_found", "There is no such session.");
        changes.Tell();
        return TypedResults.Ok(ShownSession.Of(session));
    }

    private static IResult Invalid(string detail) => Problem.Of(400, "session.invalid", "The session cannot be recorded like this.", detail);

    private static IResult Full(int limit) => Problem.Of(503, "queue.full", "Too many sessions wait to be sent; no new one is begun.", $"At most {limit}. Those that go on are still recorded.");
}
