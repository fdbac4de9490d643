using System.Security.Cryptography;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.Demo;

/// <summary>How a demo creator's connection to each source is made: one entry for every source there is.</summary>
internal static class DemoPlatforms
{
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Digits = "0123456789";

    private static readonly Dictionary<string, Func<string, DemoConnection>> _makers = new()
    {
        ["shopify"] = Shopify,
        ["tiktok"] = TikTok,
        ["amazon"] = Amazon,
        ["standard"] = Standard,
        ["agent"] = Agent,
    };

    public static IEnumerable<string> Names => _makers.Keys;

    public static DemoConnection Connect(string creator, string platform) => _makers[platform](creator);

    private static DemoConnection Shopify(string creator) => new(
        $"{creator}-shopify",
        "shopify",
        "Demo shop",
        Secrets.Hex(16),
        new Dictionary<string, string> { ["shopDomain"] = $"{creator}.myshopify.com" },
        $"shpat_{Secrets.Hex(16)}");

    // A shop's number has 19 digits: more than a double can hold.
    private static DemoConnection TikTok(string creator) => new(
        $"{creator}-tiktok",
        "tiktok",
        "Demo TikTok Shop",
        Secrets.Hex(20),
        new Dictionary<string, string>
        {
            ["appKey"] = RandomNumberGenerator.GetString(Alphanumeric, 12),
            ["shopId"] = "7" + RandomNumberGenerator.GetString(Digits, 18),
            ["shopCipher"] = "GCP_" + Secrets.Base64Url(24),
        },
        $"TTP_{Secrets.Base64Url(32)}");

    private static DemoConnection Amazon(string creator) => new(
        $"{creator}-amazon",
        "amazon",
        "Demo Amazon account",
        Secrets.Base64Url(32),
        new Dictionary<string, string>
        {
            ["sellerId"] = "A" + RandomNumberGenerator.GetString(Alphanumeric, 13).ToUpperInvariant(),
            ["marketplaceIds"] = "ATVPDKIKX0DER",
        },
        $"Atza|{Secrets.Base64Url(32)}");

    private static DemoConnection Standard(string creator) => new(
        $"{creator}-standard",
        "standard",
        "Demo warehouse",
        WebhookSecret(),
        new Dictionary<string, string>(),
        null);

    private static DemoConnection Agent(string creator) => new(
        $"{creator}-agent", "agent", "Demo agent", WebhookSecret(), new Dictionary<string, string>(), null);

    private static string WebhookSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
}
