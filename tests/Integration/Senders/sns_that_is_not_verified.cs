using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Webhooks;
using CreatorFlow.Tests.Contracts.Sources;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>Amazon by SNS: the table of <see cref="What_is_not_verified"/> for a signature by a certificate that is fetched.</summary>
/// <remarks>An Ingest for each case: it keeps a certificate for a day.</remarks>
[Collection(SenderCollection.Name)]
public sealed class Sns_that_is_not_verified(PlatformIngest ingest) : IAsyncLifetime
{
    private const string Invalid = "webhook.signature_invalid";
    private readonly SnsSigner sns = new();
    private readonly SnsSigner other = new();
    private SnsIngest host = null!;
    private SnsAnswer answer;

    public async Task InitializeAsync()
    {
        answer = new(true, sns.Certificate);
        host = await SnsIngest.StartAsync(ingest.Pipeline.Settings, (_, _) => Task.FromResult(answer));
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        sns.Dispose();
        other.Dispose();
    }

    [Theory]
    [InlineData("another's key", 401, Invalid)]
    [InlineData("no certificate", 401, Invalid)]
    [InlineData("certificate out of reach", 503, "ingest.unavailable")]
    [InlineData("another topic", 401, Invalid)]
    [InlineData("changed byte", 401, Invalid)]
    [InlineData("truncated body", 401, Invalid)]
    [InlineData("empty body", 401, Invalid)]
    [InlineData("signed 66 min ago", 401, "webhook.timestamp_out_of_tolerance")]
    [InlineData("signed 7 min ahead", 401, "webhook.timestamp_out_of_tolerance")]
    [InlineData("without x-amz-sns-message-type", 401, "webhook.signature_missing")]
    public async Task Is_refused_with_its_code_and_not_kept(string what, int status, string code)
    {
        if (what == "no certificate") answer = new(true, null);
        if (what == "certificate out of reach") answer = new(false, null);
        await ingest.SettleAsync();
        var before = await ingest.StoredAsync();
        Assert.Equal((status, code), await PostAsync(Make(what)));
        await ingest.SettleAsync();
        Assert.Equal((before.Deliveries + 1, before.Spooled, before.Events + 1), await ingest.StoredAsync());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_genuine_one_is_kept_and_its_replay_changes_nothing(string version)
    {
        var connection = PlatformIngest.ConnectionId(Platforms.Amazon);
        var before = (await ingest.OutcomesAsync(connection)).Count;
        var message = SignedWebhook.AmazonBody($"sns-{version}");
        foreach (var minutesAgo in new[] { 60, 0 })
        {
            Assert.Equal((200, null), await PostAsync(sns.Notification(message, TimeProvider.System.GetUtcNow().AddMinutes(-minutesAgo), version)));
            await ingest.SettleAsync();
        }

        var outcomes = (await ingest.OutcomesAsync(connection)).Skip(before).ToList();
        Assert.Single(outcomes, outcome => outcome == "applied");
    }

    private Task<(int Status, string? Code)> PostAsync(WebhookRequest request) => ingest.PostAsync(
        new(Platforms.Amazon, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), request.Body),
        new($"{host.Address}/webhooks/{Platforms.Amazon}/{PlatformIngest.ConnectionId(Platforms.Amazon)}"));

    private WebhookRequest Make(string what)
    {
        var now = TimeProvider.System.GetUtcNow();
        var genuine = sns.Notification(SignedWebhook.AmazonBody("never"), now);
        return what switch
        {
            "another's key" => other.Notification(SignedWebhook.AmazonBody("never"), now),
            "another topic" => sns.Request(new() { ["Type"] = "Notification", ["Message"] = "{}", ["TopicArn"] = SnsSigner.Topic + "x" }, now, "2"),
            "changed byte" => genuine with { Body = Changed(genuine.Body) },
            "truncated body" => genuine with { Body = genuine.Body[..^1] },
            "empty body" => genuine with { Body = [] },
            "signed 66 min ago" => sns.Notification(SignedWebhook.AmazonBody("never"), now.AddMinutes(-66)),
            "signed 7 min ahead" => sns.Notification(SignedWebhook.AmazonBody("never"), now.AddMinutes(7)),
            "without x-amz-sns-message-type" => genuine with { Headers = new Microsoft.AspNetCore.Http.HeaderDictionary() },
            _ => genuine,
        };
    }

    /// <summary>One bit of the signed message.</summary>
    private static byte[] Changed(byte[] body)
    {
        var changed = body.ToArray();
        changed[body.AsSpan().IndexOf("never"u8)] ^= 1;
        return changed;
    }
}
