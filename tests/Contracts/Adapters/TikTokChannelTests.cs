namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokChannelTests : ChannelAdapterCompliance
{
    internal override ChannelUnderTest Make() => new TikTokUnderTest();
}
