namespace CreatorFlow.Adapters.TikTok;

/// <summary>TikTok's times: Unix seconds, absent or 0 when the thing has not happened.</summary>
internal static class UnixTime
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The first of the times that is one; the epoch when none is, which an order with a create time never meets.</summary>
    public static DateTimeOffset Of(params ReadOnlySpan<long?> seconds)
    {
        foreach (var moment in seconds)
            if (moment > 0 && moment <= Latest) return DateTimeOffset.FromUnixTimeSeconds(moment.Value);
        return DateTimeOffset.UnixEpoch;
    }
}
