namespace CreatorFlow.Domain;

/// <summary>A rule refuses an event for good: it is parked under the code, with what comes after it of the same aggregate.</summary>
internal sealed class RefusedException(string code) : Exception(code)
{
    /// <summary>Stable, e.g. <c>order.tracking_missing</c>.</summary>
    public string Code { get; } = code;
}
