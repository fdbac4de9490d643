namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class AmazonChannelTests : ChannelAdapterCompliance
{
    internal override ChannelUnderTest Make() => new AmazonUnderTest();
}
