using System.Globalization;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>What TikTok Shop's codes mean to a caller.</summary>
/// <remarks>Source: partner.tiktokshop.com, "Common errors" and the error codes of Update Inventory (202309).</remarks>
internal static class TikTokCodes
{
    public const long Success = 0;
    public const long TooManyRequests = 36009002;
    public const long InternalError = 36009003;
    public const long Timeout = 36009007;

    /// <summary>What is remembered of a SKU, its product and its warehouses, may be old.</summary>
    private static readonly HashSet<long> OfLayout =
    [
        12019022, 12019028, 12052031, 12052032, 12052037, 12052048, 12052094, 12052097, 12052260, 12052530, 12052531, 12052532, 12052533, 12052556,
    ];

    /// <summary>One SKU of a call may be the reason for refusing all of it.</summary>
    private static readonly HashSet<long> OfOneSku =
    [
        12019022, 12019024, 12019028, 12052037, 12052055, 12052094, 12052097, 12052364, 12052393, 12052403, 12052465, 12052530, 12052531, 12052532, 12052533,
        12052556, 12052990,
    ];

    /// <summary>The stable code that the rest of the platform knows it by.</summary>
    public static string Name(long code) => string.Create(CultureInfo.InvariantCulture, $"tiktok.{code}");

    public static bool IsPassing(long code) => code is TooManyRequests or InternalError or Timeout;

    public static bool SaysLayoutIsOld(long code) => OfLayout.Contains(code);

    public static bool MaySpeakOfOneSku(long code) => OfOneSku.Contains(code);
}
