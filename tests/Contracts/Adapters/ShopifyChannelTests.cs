namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class ShopifyChannelTests : ChannelAdapterCompliance
{
    internal override ChannelUnderTest Make() => new ShopifyUnderTest();
}
