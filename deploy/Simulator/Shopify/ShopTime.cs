using System.Globalization;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Times in Shopify's bodies: whole seconds, in the shop's own offset.</summary>
internal static class ShopTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(-5);

    public static string Of(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
