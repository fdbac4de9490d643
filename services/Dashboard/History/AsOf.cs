using CreatorFlow.Domain.Explanations;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.History;

/// <summary>The moment that <c>asOf</c> names: by the time of recording, which is ours and only goes forward.</summary>
internal static class AsOf
{
    /// <summary>A reader's clock may run ahead of ours by this much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <param name="text">ISO 8601 with its zone; null or empty for now.</param>
    /// <param name="clock">Tells what has not been yet.</param>
    /// <param name="moment">UTC; the end of all times for now.</param>
    /// <returns>A problem, or null when the time is good.</returns>
    public static IResult? Parse(string? text, TimeProvider clock, out DateTimeOffset moment)
    {
        moment = DateTimeOffset.MaxValue;
        if (string.IsNullOrEmpty(text)) return null;
        if (!PastMoment.TryParse(text, out moment))
            return Problem.Of(400, "as_of.invalid", "The time could not be read.", "asOf must be a time like 2026-11-21T10:00:00Z.");
        return moment > clock.GetUtcNow() + ClockTolerance
            ? Problem.Of(400, "as_of.in_future", "That time has not been yet.")
            : null;
    }
}
