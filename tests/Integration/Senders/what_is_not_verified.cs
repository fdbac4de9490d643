using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>What every platform's address answers to what is not its platform's, and that nothing of it is kept.</summary>
[Collection(SenderCollection.Name)]
public sealed class What_is_not_verified(PlatformIngest ingest)
{
    private const string WrongSecret = "wrong secret", NeighboursSecret = "neighbour's secret", ChangedByte = "changed byte", Truncated = "truncated body";
    private const string EmptyBody = "empty body", AnothersSignature = "another body's signature", Stale = "signed 301 s ago", Future = "signed 360 s ahead";
    private const string ElsewhereAddress = "another platform's address", MissingHeader = "without ";

    private const string Invalid = "webhook.signature_invalid", Missing = "webhook.signature_missing", OutOfTime = "webhook.timestamp_out_of_tolerance";
    private static int ids;

    public static TheoryData<string, string, int, string> Table => new()
    {
        { Platforms.Shopify, WrongSecret, 401, Invalid },
        { Platforms.Shopify, NeighboursSecret, 401, Invalid },
        { Platforms.Shopify, ChangedByte, 401, Invalid },
        { Platforms.Shopify, Truncated, 401, Invalid },
        { Platforms.Shopify, EmptyBody, 401, Invalid },
        { Platforms.Shopify, AnothersSignature, 401, Invalid },
        { Platforms.Shopify, MissingHeader + "X-Shopify-Hmac-Sha256", 401, Missing },
        { Platforms.Shopify, ElsewhereAddress, 404, "connection.unknown" },
        { Platforms.TikTok, WrongSecret, 401, Invalid },
        { Platforms.TikTok, NeighboursSecret, 401, Invalid },
        { Platforms.TikTok, ChangedByte, 401, Invalid },
        { Platforms.TikTok, Truncated, 401, Invalid },
        { Platforms.TikTok, EmptyBody, 401, Invalid },
        { Platforms.TikTok, AnothersSignature, 401, Invalid },
        { Platforms.TikTok, MissingHeader + "Authorization", 401, Missing },
        { Platforms.TikTok, ElsewhereAddress, 404, "connection.unknown" },
        { Platforms.Instagram, WrongSecret, 401, Invalid },
        { Platforms.Instagram, NeighboursSecret, 401, Invalid },
        { Platforms.Instagram, ChangedByte, 401, Invalid },
        { Platforms.Instagram, Truncated, 401, Invalid },
        { Platforms.Instagram, EmptyBody, 401, Invalid },
        { Platforms.Instagram, AnothersSignature, 401, Invalid },
        { Platforms.Instagram, MissingHeader + "X-Hub-Signature-256", 401, Missing },
        { Platforms.Instagram, ElsewhereAddress, 404, "connection.unknown" },
        // A secret in a header opens and does not sign: nothing that was done to a body could be noticed.
        { Platforms.Amazon, WrongSecret, 401, Invalid },
        { Platforms.Amazon, NeighboursSecret, 401, Invalid },
        { Platforms.Amazon, MissingHeader + "x-api-key", 401, Missing },
        { Platforms.Amazon, ElsewhereAddress, 404, "connection.unknown" },
        { Platforms.Standard, WrongSecret, 401, Invalid },
        { Platforms.Standard, NeighboursSecret, 401, Invalid },
        { Platforms.Standard, ChangedByte, 401, Invalid },
        { Platforms.Standard, Truncated, 401, Invalid },
        { Platforms.Standard, EmptyBody, 401, Invalid },
        { Platforms.Standard, AnothersSignature, 401, Invalid },
        { Platforms.Standard, Stale, 401, OutOfTime },
        { Platforms.Standard, Future, 401, OutOfTime },
        { Platforms.Standard, MissingHeader + "webhook-id", 401, Missing },
        { Platforms.Standard, MissingHeader + "webhook-timestamp", 401, Missing },
        { Platforms.Standard, MissingHeader + "webhook-signature", 401, Missing },
        { Platforms.Standard, ElsewhereAddress, 404, "connection.unknown" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Is_refused_with_its_code_and_not_kept(string platform, string what, int status, string code)
    {
        await ingest.SettleAsync();
        var before = await ingest.StoredAsync();
        Assert.Equal((status, code), await ingest.PostAsync(Make(platform, what), Address(platform, what)));
        await ingest.SettleAsync();
        // The mark is one delivery with one event.
        Assert.Equal((before.Deliveries + 1, before.Spooled, before.Events + 1), await ingest.StoredAsync());
    }

    [Theory]
    [InlineData(Platforms.Shopify)]
    [InlineData(Platforms.TikTok)]
    [InlineData(Platforms.Instagram)]
    [InlineData(Platforms.Amazon)]
    [InlineData(Platforms.Standard)]
    public async Task A_genuine_one_is_kept_by_either_live_secret_and_its_replay_changes_nothing(string platform)
    {
        var connection = PlatformIngest.ConnectionId(platform);
        await ingest.SettleAsync();
        var before = (await ingest.OutcomesAsync(connection)).Count;
        var id = NextId();
        Assert.Equal((200, null), await ingest.PostAsync(SignedWebhook.Of(platform, id)));
        await ingest.SettleAsync();
        var applied = await ingest.StoredAsync();
        Assert.Equal((200, null), await ingest.PostAsync(SignedWebhook.Of(platform, id, PlatformIngest.PreviousSecret(platform))));
        await ingest.SettleAsync();
        Assert.Equal(applied.Events + 1, (await ingest.StoredAsync()).Events);
        var outcomes = (await ingest.OutcomesAsync(connection)).Skip(before).Where(outcome => outcome != "duplicate").ToList();
        var expected = platform == Platforms.Instagram ? "unknown_topic" : "applied";
        // Marks come by the standard connection as well.
        Assert.Equal(platform == Platforms.Standard ? [expected, expected, expected] : [expected], outcomes);
    }

    /// <summary>Instagram has no ids: another body is another delivery.</summary>
    [Theory]
    [InlineData(Platforms.Shopify)]
    [InlineData(Platforms.TikTok)]
    [InlineData(Platforms.Amazon)]
    [InlineData(Platforms.Standard)]
    public async Task A_genuine_one_with_an_id_that_was_used_for_another_body_is_kept_aside(string platform)
    {
        var id = NextId();
        Assert.Equal((200, null), await ingest.PostAsync(SignedWebhook.Of(platform, id)));
        await ingest.SettleAsync();
        var before = await ingest.StoredAsync();
        Assert.Equal((200, null), await ingest.PostAsync(SignedWebhook.Of(platform, id, ending: "\n")));
        await ingest.SettleAsync();
        Assert.Equal((before.Deliveries + 2, before.Spooled, before.Events + 1), await ingest.StoredAsync());
        Assert.Single(await ingest.OutcomesAsync(PlatformIngest.ConnectionId(platform)), outcome => outcome == "quarantined");
    }

    private static string NextId() => $"table-{Interlocked.Increment(ref ids)}";

    private Uri Address(string platform, string what) => what == ElsewhereAddress
        ? new($"{ingest.Pipeline.Ingest.Address}/webhooks/{Platforms.Shopify}/{PlatformIngest.ConnectionId(platform == Platforms.Shopify ? Platforms.TikTok : platform)}")
        : ingest.Address(platform);

    private static SignedWebhook Make(string platform, string what)
    {
        var (id, now) = (NextId(), TimeProvider.System.GetUtcNow());
        var genuine = SignedWebhook.Of(platform, id);
        return what switch
        {
            WrongSecret => SignedWebhook.Of(platform, id, PlatformIngest.Secret(platform, "nobody")),
            NeighboursSecret => SignedWebhook.Of(platform, id, PlatformIngest.Secret(platform, PlatformIngest.Neighbour)),
            ChangedByte => genuine with { Body = Changed(genuine.Body) },
            Truncated => genuine with { Body = genuine.Body[..^1] },
            EmptyBody => genuine with { Body = [] },
            AnothersSignature => genuine with { Body = [.. genuine.Body, (byte)' '] },
            Stale => SignedWebhook.Of(platform, id, at: now.AddSeconds(-301)),
            Future => SignedWebhook.Of(platform, id, at: now.AddSeconds(360)),
            ElsewhereAddress => genuine,
            _ => genuine.Without(what[MissingHeader.Length..]),
        };
    }

    /// <summary>One bit of a digit in the middle, so that the body stays what its platform might send.</summary>
    private static byte[] Changed(byte[] body)
    {
        var changed = body.ToArray();
        changed[Array.FindIndex(body, body.Length / 2, b => b is >= (byte)'0' and <= (byte)'9')] ^= 1;
        return changed;
    }
}
