namespace CreatorFlow.Agent.Syncing;

/// <summary>How long to wait after a failure: twice as long each time, a half of it by chance, so that many agents do not come back together. Not thread-safe.</summary>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>Below the 30 s within which a change is to be sent once the gateway answers again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private TimeSpan next = First;

    /// <param name="atLeast">What the gateway asked for.</param>
    public TimeSpan Next(TimeSpan? atLeast = null)
    {
        var wait = (next / 2) + (next / 2 * random.NextDouble());
        next = next * 2 < Longest ? next * 2 : Longest;
        return atLeast > wait ? atLeast.Value : wait;
    }

    public void Reset() => next = First;
}
