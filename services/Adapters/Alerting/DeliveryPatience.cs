namespace CreatorFlow.Adapters.Alerting;

/// <summary>When a message is tried again.</summary>
internal static class DeliveryPatience
{
    /// <param name="retries">Seconds before each further attempt.</param>
    /// <param name="attempts">That were made, this one too.</param>
    /// <param name="wish">How long the receiver asks to be left alone.</param>
    /// <param name="random">From 0 to 1: so that what failed together does not come back together.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? Next(IReadOnlyList<int> retries, int attempts, TimeSpan? wish, double random)
    {
        if (attempts > retries.Count) return null;
        var delay = TimeSpan.FromSeconds(retries[attempts - 1]) * (0.9 + (0.2 * random));
        return wish is { } time && time > delay ? time : delay;
    }
}
