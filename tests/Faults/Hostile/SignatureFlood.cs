using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Webhooks at the victim's addresses that nobody signed who may, by every platform's own scheme and the others'; keys that are guessed.</summary>
internal sealed class SignatureFlood(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    private static readonly string[] All = [Platforms.Shopify, Platforms.TikTok, Platforms.Instagram, Platforms.Amazon, Platforms.Standard];
    private int number;

    protected override int PerSecond => 150;

    protected override IEnumerable<Try> Round()
    {
        foreach (var platform in All)
        {
            yield return Post($"{platform}: not signed", platform, []);
            yield return Post($"{platform}: signed with the intruder's secret", platform, Signed(platform, Aim.Intruder.Of(Platforms.Standard).Secret));
            yield return Post($"{platform}: signed with an empty secret", platform, Signed(platform, ""));
            yield return Post($"{platform}: a right signature of another body", platform, Signed(platform, Aim.Victim.Of(platform).Secret, "{}"), asAmazon: false);
            yield return Post($"{platform}: another hash of the right secret", platform, Swapped(platform));
            yield return Post($"{platform}: a thousand signatures", platform, [.. Signed(platform, "wrong").Select(h => h + string.Concat(Enumerable.Repeat($" v1,{Noise(8)}", 1_000)))]);
            foreach (var other in All.Where(p => p != platform)) yield return Post($"{platform}: the scheme of another platform", platform, Signed(other, Aim.Victim.Of(platform).Secret), asAmazon: false);
            yield return Try.Of("a connection that is none", "POST", $"/webhooks/{platform}/{Aim.Words.Nowhere}", Signed(platform, "x"), Body());
            yield return Try.Of("another platform's address", "POST", $"/webhooks/{Next(platform)}/{Aim.Victim.Of(platform).Id}", Signed(platform, Aim.Victim.Of(platform).Secret), Body());
        }
        foreach (var minutes in new[] { -6, 6, 60 * 24 * 365 }) yield return Post("standard: signed at another time", Platforms.Standard, Signatures.Standard(Aim.Victim.Of(Platforms.Standard).Secret, NextId(), Body(), TimeSpan.FromMinutes(minutes)));
        foreach (var url in SigningUrls()) yield return Sns(url);
        yield return Try.Of("a key that is guessed", "GET", "/api/v1/inventory", [$"Authorization: Bearer cf_{Noise(32)}"]);
        yield return Try.Of("a token that is guessed", "GET", "/api/v1/inventory", [$"Authorization: Bearer {Noise(200)}"]);
        yield return Try.Of("a refresh token that is guessed", "POST", "/api/v1/sign-in/refresh", ["Content-Type: application/json"], Encoding.UTF8.GetBytes($$"""{"refreshToken":"{{Aim.Words.Nowhere}}{{Noise(40)}}"}"""));
        yield return Try.Of("a share link that is guessed", "GET", $"/api/v1/shared/{Aim.Words.Nowhere}{Noise(16)}", []);
        yield return Try.Of("meta's challenge with a wrong word", "GET", $"/webhooks/instagram/{Aim.Victim.Of(Platforms.Instagram).Id}?hub.mode=subscribe&hub.verify_token={Noise(8)}&hub.challenge={Aim.Words.Nowhere}", []);
    }

    /// <param name="what">In a few words.</param>
    /// <param name="platform">Whose address.</param>
    /// <param name="headers">That are to pass for a signature.</param>
    /// <param name="asAmazon">False for what would be Amazon's secret itself, which signs nothing: whoever has it may say anything.</param>
    private Try Post(string what, string platform, string[] headers, bool asAmazon = true) =>
        Try.Of(what, "POST", $"/webhooks/{platform}/{Aim.Victim.Of(platform).Id}", [.. !asAmazon && platform == Platforms.Amazon ? headers.Where(h => !h.Contains(Aim.Victim.Of(platform).Secret, StringComparison.Ordinal)) : headers, "Content-Type: application/json"], Body());

    private byte[] Body() => Encoding.UTF8.GetBytes($$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"{{{Aim.Words.Nowhere}}}","set":{{{Interlocked.Increment(ref number)}}}}}""");

    private string[] Signed(string platform, string secret, string? body = null)
    {
        var said = body is null ? Body() : Encoding.UTF8.GetBytes(body);
        return platform switch
        {
            Platforms.Shopify => [$"X-Shopify-Hmac-Sha256: {Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), said))}", "X-Shopify-Topic: orders/create", $"X-Shopify-Webhook-Id: {Aim.Words.Nowhere}"],
            Platforms.TikTok => [$"Authorization: {Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. "app"u8, .. said]))}"],
            Platforms.Instagram => [$"X-Hub-Signature-256: sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), said))}"],
            Platforms.Amazon => [$"x-api-key: {secret}{(secret.Length == 0 ? "" : "x")}"],
            _ => Signatures.Standard(secret, NextId(), said),
        };
    }

    /// <summary>Of other algorithms, which are none of the scheme.</summary>
    private string[] Swapped(string platform)
    {
        var (secret, body) = (Encoding.UTF8.GetBytes(Aim.Victim.Of(platform).Secret), Body());
        var (weak, strong) = (Convert.ToHexStringLower(HMACSHA384.HashData(secret, body)), Convert.ToBase64String(HMACSHA512.HashData(secret, body)));
        return platform switch
        {
            Platforms.Shopify => [$"X-Shopify-Hmac-Sha256: {strong}", "X-Shopify-Topic: orders/create"],
            Platforms.TikTok => [$"Authorization: {weak}"],
            Platforms.Instagram => [$"X-Hub-Signature: sha1={weak}", $"X-Hub-Signature-256: sha1={weak}"],
            Platforms.Amazon => [$"x-api-key: {strong}"],
            _ => [$"webhook-id: {Aim.Words.Nowhere}", string.Create(CultureInfo.InvariantCulture, $"webhook-timestamp: {DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"), $"webhook-signature: v1a,{strong} v2,{strong} v1,{weak}"],
        };
    }

    private Try Sns(string url)
    {
        var topic = Aim.Victim.Of(Platforms.Amazon).Settings["topicArn"];
        var body = $$"""{"Type":"Notification","MessageId":"{{Aim.Words.Nowhere}}","TopicArn":"{{topic}}","Message":"{}","Timestamp":"{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}","SignatureVersion":"2","Signature":"{{Noise(256)}}","SigningCertURL":"{{url}}","SubscribeURL":"{{url}}","Token":"x"}""";
        return Try.Of("amazon: SNS with a certificate of its own", "POST", $"/webhooks/amazon/{Aim.Victim.Of(Platforms.Amazon).Id}", ["x-amz-sns-message-type: Notification", "Content-Type: text/plain"], Encoding.UTF8.GetBytes(body));
    }

    /// <summary>None of them Amazon's: those are not visited from here.</summary>
    private static string[] SigningUrls() =>
    [
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem", "https://sns.us-east-1.amazonaws.com@127.0.0.1/a.pem", "https://sns.us-east-1.amazonaws.com.attacker.example/a.pem",
        "https://attacker.example/sns.us-east-1.amazonaws.com/a.pem", "https://sns.eu-west-1.amazonaws.com/a.pem", "https://sns.us-east-1.amazonaws.com:8443/a.pem", "https://sns.us-east-1.amazonaws.com/../a.pem?x", "file:///etc/passwd",
    ];

    private static string Next(string platform) => All[(Array.IndexOf(All, platform) + 1) % All.Length];

    private string Noise(int bytes)
    {
        var noise = new byte[bytes];
        Random.NextBytes(noise);
        return Convert.ToHexStringLower(noise);
    }

    private string NextId() => $"{Aim.Words.Nowhere}-{Interlocked.Increment(ref number)}";
}
