using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Webhooks;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>What the simulator and the tests sign, judged by the platforms' own libraries: a sender that only we believe proves nothing.</summary>
public sealed class Genuine_validators : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public Task InitializeAsync() => NpmPackages.EnsureInstalledAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("standardwebhooks", Platforms.Standard)]
    [InlineData("svix", Platforms.Standard)]
    [InlineData("@octokit/webhooks-methods", Platforms.Instagram)]
    [InlineData("@shopify/shopify-api", Platforms.Shopify)]
    public async Task What_we_sign_is_genuine_and_what_was_changed_is_not(string package, string platform)
    {
        var ours = SignedWebhook.Of(platform, "msg_1", Secret);
        var answers = await AskAsync(
            Question(package, ours, Secret), Question(package, ours, PlatformIngest.Secret(platform)),
            Question(package, ours with { Body = [.. ours.Body, (byte)' '] }, Secret), Question(package, ours with { Body = ours.Body[..^1] }, Secret));
        Assert.Equal([true, false, false, false], answers.Select(answer => answer.Genuine));
    }

    /// <remarks>A minute to either side, as long as a script may take to start.</remarks>
    [Theory]
    [InlineData("standardwebhooks")]
    [InlineData("svix")]
    public async Task A_time_that_is_signed_is_near_to_them_when_it_is_to_us(string package)
    {
        var answers = await AskAsync([.. new[] { -301, -240, 299, 360 }
            .Select(seconds => Question(package, SignedWebhook.Of(Platforms.Standard, "msg_1", Secret, Now.AddSeconds(seconds)), Secret))]);
        Assert.Equal([false, true, true, false], answers.Select(answer => answer.Genuine));
    }

    [Fact]
    public async Task Shopify_misses_the_headers_that_the_simulator_sends()
    {
        var ours = SignedWebhook.Of(Platforms.Shopify, "1", Secret);
        var answers = await AskAsync([.. ours.Headers.Keys.Select(header => Question("@shopify/shopify-api", ours.Without(header), Secret))]);
        Assert.All(answers, answer => Assert.False(answer.Genuine, answer.Reason));
    }

    /// <summary>Each message is judged twice, by AWS's own validator and by Ingest's source, and both say the same.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Sns_and_we_judge_alike(string version)
    {
        using var sns = new SnsSigner();
        using var other = new SnsSigner();
        var cases = Messages(sns, version);
        var answers = await AskAsync([
            .. cases.Select(message => SnsQuestion(message.Request, sns.Certificate, message.Name)),
            SnsQuestion(cases[0].Request, other.Certificate, "another certificate")]);
        Assert.Equal([.. cases.Select(message => message.Genuine), false], answers.Select(answer => answer.Genuine));
        Assert.Equal(cases.Select(message => message.Genuine), cases.Select(message => IsGenuine(message.Request)));
        Assert.False(IsGenuine(cases[0].Request with { Certificate = other.Certificate }));
    }

    private static (string Name, WebhookRequest Request, bool Genuine)[] Messages(SnsSigner sns, string version)
    {
        var plain = sns.Notification(SignedWebhook.AmazonBody("1"), Now, version);
        var titled = sns.Request(new() { ["Type"] = "Notification", ["Message"] = "großes Täßchen ☕\n", ["TopicArn"] = SnsSigner.Topic, ["Subject"] = "news" }, Now, version);
        return
        [
            ("plain", plain, true), ("titled", titled, true), ("confirmation", sns.Confirmation(Now), true),
            ("message", Changed(plain, "Message", "{}"), false), ("id", Changed(plain, "MessageId", "1"), false),
            ("subject", Changed(titled, "Subject", "mews"), false), ("subject gone", Changed(titled, "Subject", null), false),
            ("time", Changed(plain, "Timestamp", Now.AddSeconds(1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)), false),
            ("type", Changed(plain, "Type", "UnsubscribeConfirmation"), false), ("version", Changed(plain, "SignatureVersion", version == "1" ? "2" : "1"), false),
            ("version 3", Changed(plain, "SignatureVersion", "3"), false), ("signature", Changed(plain, "Signature", "AAAA"), false),
            ("no signature", Changed(plain, "Signature", null), false), ("no message", Changed(plain, "Message", null), false),
        ];
    }

    private static WebhookRequest Changed(WebhookRequest request, string field, string? value)
    {
        var message = JsonNode.Parse(request.Body)!.AsObject();
        message.Remove(field);
        if (value is not null) message[field] = value;
        return request with { Body = Encoding.UTF8.GetBytes(message.ToJsonString()) };
    }

    private static bool IsGenuine(WebhookRequest request) => SnsSignature.Verify(request, new()
    {
        Id = "c1", CreatorId = "creator-1", Platform = Platforms.Amazon, Name = "test", Secrets = new() { Current = Secret }, UpdatedAt = Now,
        Settings = new Dictionary<string, string> { [SnsSignature.TopicSetting] = SnsSigner.Topic },
    }) == SignatureVerdict.Genuine;

    private static object Question(string package, SignedWebhook webhook, string secret) =>
        new { By = package, Secret = secret, webhook.Headers, Body = Encoding.UTF8.GetString(webhook.Body) };

    /// <summary>The validator keeps certificates by their address, so each case names one of its own; the address is not signed.</summary>
    private static object SnsQuestion(WebhookRequest request, byte[] certificate, string name) => new
    {
        By = "sns-validator", Certificate = Encoding.ASCII.GetString(certificate),
        Body = Encoding.UTF8.GetString(Changed(request, "SigningCertURL", $"https://sns.eu-west-1.amazonaws.com/{Uri.EscapeDataString(name)}.pem").Body),
    };

    private static Task<IReadOnlyList<ValidatorAnswer>> AskAsync(params object[] questions) => NpmPackages.AskAsync<ValidatorAnswer>("validate.js", questions);
}
