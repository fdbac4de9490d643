using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>Webhooks that others' libraries sign and post: what they take for a signature, Ingest does too.</summary>
[Collection(SenderCollection.Name)]
public sealed class Genuine_senders(PlatformIngest ingest)
{
    private const string Meta = "@octokit/webhooks-methods";
    private static readonly string Current = PlatformIngest.Secret(Platforms.Standard);
    private static readonly string Previous = PlatformIngest.PreviousSecret(Platforms.Standard);
    private static readonly string Wrong = PlatformIngest.Secret(Platforms.Standard, "nobody");

    [Theory]
    [InlineData("standardwebhooks")]
    [InlineData("svix")]
    public async Task A_standard_webhook_is_kept_with_every_list_of_secrets_that_holds_a_live_one(string package)
    {
        var before = await KeptAsync(Platforms.Standard);
        var answers = await SendAsync(
            Standard(package, "current", [Current]), Standard(package, "previous", [Previous]), Standard(package, "rotating", [Wrong, Current, Previous]),
            Standard(package, "edge-past", [Current], secondsAhead: -270), Standard(package, "edge-future", [Current], secondsAhead: 299));
        Assert.All(answers, answer => Assert.True(answer.Status == 200, answer.Body));
        Assert.Equal(before + 5 + 1, await KeptAsync(Platforms.Standard));
    }

    [Theory]
    [InlineData("standardwebhooks")]
    [InlineData("svix")]
    public async Task A_standard_webhook_is_refused_when_its_secret_or_its_time_is_wrong(string package)
    {
        var before = await KeptAsync(Platforms.Standard);
        var answers = await SendAsync(
            Standard(package, "wrong", [Wrong]), Standard(package, "neighbour", [PlatformIngest.Secret(Platforms.Standard, PlatformIngest.Neighbour)]),
            Standard(package, "past", [Current], secondsAhead: -301), Standard(package, "future", [Current], secondsAhead: 360));
        Assert.Equal([(401, "webhook.signature_invalid"), (401, "webhook.signature_invalid"), (401, "webhook.timestamp_out_of_tolerance"), (401, "webhook.timestamp_out_of_tolerance")],
            answers.Select(answer => (answer.Status, answer.Code)));
        Assert.Equal(before + 1, await KeptAsync(Platforms.Standard));
    }

    /// <summary>The specification names its headers; Svix's own names for them are another contract.</summary>
    [Fact]
    public async Task Svix_by_its_own_header_names_is_not_signed()
    {
        var answer = Assert.Single(await SendAsync(Standard("svix-branded", "branded", [Current])));
        Assert.Equal((401, "webhook.signature_missing"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_meta_signs_is_kept_and_what_another_secret_signed_is_not()
    {
        var before = await KeptAsync(Platforms.Instagram);
        var answers = await SendAsync(
            Instagram("plain", PlatformIngest.Secret(Platforms.Instagram)), Instagram("großes Täßchen ☕ \\u00e4", PlatformIngest.Secret(Platforms.Instagram)),
            Instagram("before", PlatformIngest.PreviousSecret(Platforms.Instagram)), Instagram("wrong", Wrong));
        Assert.Equal([(200, null), (200, null), (200, null), (401, "webhook.signature_invalid")], answers.Select(answer => (answer.Status, answer.Code)));
        Assert.Equal(before + 3, await KeptAsync(Platforms.Instagram));
    }

    private object Standard(string package, string name, string[] secrets, int secondsAhead = 0) => new
    {
        By = package, Url = ingest.Address(Platforms.Standard), Secrets = secrets, Id = $"{package}-{name}", SecondsAhead = secondsAhead,
        Body = $$"""{ "type": "inventory.stock_updated", "timestamp": "2026-11-21T10:00:00Z", "data": {"sku": "Täßchen ☕ {{package}}", "delta": 1, "reason": "\u00e4\/{{name}}"} }""" + "\n",
    };

    private object Instagram(string text, string secret) => new
    {
        By = Meta, Url = ingest.Address(Platforms.Instagram), Secrets = new[] { secret },
        Body = $$$"""{"object":"instagram","entry":[{"id":"17","time":1520383571,"changes":[{"field":"comments","value":{"text":"{{{text}}}"}}]}]}""",
    };

    private static Task<IReadOnlyList<SenderAnswer>> SendAsync(params object[] webhooks) => NpmPackages.AskAsync<SenderAnswer>("send.js", webhooks);

    /// <summary>Deliveries of the platform's connection that could be read, the mark of this question among the standard ones.</summary>
    private async Task<int> KeptAsync(string platform)
    {
        await ingest.SettleAsync();
        return (await ingest.OutcomesAsync(PlatformIngest.ConnectionId(platform))).Count(outcome => outcome != "quarantined");
    }
}
