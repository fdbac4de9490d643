namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class MetaChannelTests : ChannelAdapterCompliance
{
    internal override ChannelUnderTest Make() => new MetaUnderTest();
}
