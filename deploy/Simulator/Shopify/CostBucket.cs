namespace CreatorFlow.Simulator.Shopify;

/// <summary>A shop's points for one app. Not thread-safe.</summary>
/// <remarks>The Standard plan: 100 points a second; a bucket of twenty seconds.</remarks>
internal sealed class CostBucket(TimeProvider clock)
{
    public const double PerSecond = 100;
    public const double Most = 2_000;

    private double left = Most;
    private long at = clock.GetTimestamp();

    public double Left()
    {
        var now = clock.GetTimestamp();
        left = Math.Min(Most, left + (clock.GetElapsedTime(at, now).TotalSeconds * PerSecond));
        at = now;
        return left;
    }

    public void Take(double points) => left = Left() - points;
}
