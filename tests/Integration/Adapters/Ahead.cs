namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>The clock of a replica that is so much later.</summary>
internal sealed class Ahead(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
