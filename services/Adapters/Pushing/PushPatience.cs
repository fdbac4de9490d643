using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts.Inventory;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>What follows from a channel's answer: done, again later, or given up.</summary>
internal sealed class PushPatience(IOptions<PushOptions> options)
{
    /// <summary>Why a push ends here though its channel did not take it; null when it was taken or is tried again.</summary>
    public string? GivenUp(AnsweredPush answered) => answered.Result switch
    {
        PushResult.Refused refused => refused.Code,
        PushResult.Stale => SyncFailed.Stale,
        PushResult.Unavailable unavailable when AttemptsAfter(answered) >= options.Value.Attempts => unavailable.Code,
        _ => null,
    };

    /// <summary>Tries that count. A platform that says when to come again has not failed, and a claim that ended over a limit's wait was no try:
    /// a channel at its limit for hours loses nothing.</summary>
    public static int AttemptsAfter(AnsweredPush answered) =>
        answered.Push.Attempts + (answered.Result is PushResult.Unavailable { RetryAfter: not null } or PushResult.Unavailable { Code: PushResult.Overran } ? 0 : 1);

    /// <summary>Whether its channel's books hear of it: everything but another try.</summary>
    public bool IsFinal(AnsweredPush answered) => answered.Result is PushResult.Taken || GivenUp(answered) is not null;

    public PushVerdict Of(AnsweredPush answered, DateTimeOffset now) => answered.Result switch
    {
        PushResult.Taken => new("done", now, null),
        PushResult.Stale => new("stale", now, GivenUp(answered)),
        PushResult.Refused { Code: SyncFailed.HeldByChannel } => new("withdrawn", now, GivenUp(answered)),
        PushResult.Refused => new("failed", now, GivenUp(answered)),
        PushResult.Unavailable when GivenUp(answered) is { } code => new("dead", now, code),
        PushResult.Unavailable unavailable => new("waiting", now + DelayAfter(Math.Max(1, AttemptsAfter(answered)), unavailable.RetryAfter), unavailable.Code),
        _ => throw new System.Diagnostics.UnreachableException(answered.Result.ToString()),
    };

    /// <summary>Doubles from try to try; the platform's own wish counts when it is longer.</summary>
    private TimeSpan DelayAfter(int attempts, TimeSpan? wished)
    {
        var settings = options.Value;
        var doubled = Math.Min(settings.LongestDelayMs, settings.FirstDelayMs * Math.Pow(2, attempts - 1));
        var delay = TimeSpan.FromMilliseconds(doubled * (1 - (settings.Jitter * Random.Shared.NextDouble())));
        return wished > delay ? wished.Value : delay;
    }
}

/// <param name="Status">Of the table <c>pushes</c>.</param>
/// <param name="DueAt">When it may be tried again.</param>
/// <param name="Failure">Stable code, or null.</param>
internal sealed record PushVerdict(string Status, DateTimeOffset DueAt, string? Failure);
