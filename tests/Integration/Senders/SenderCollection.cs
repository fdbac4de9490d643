namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>These tests share one Ingest.</summary>
[CollectionDefinition(Name)]
public sealed class SenderCollection : ICollectionFixture<PlatformIngest>
{
    public const string Name = "Senders";
}
