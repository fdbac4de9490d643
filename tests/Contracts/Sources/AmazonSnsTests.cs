using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>What SNS can make us visit, and what it cannot.</summary>
public sealed class AmazonSnsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly SnsSigner sns = new();
    private readonly List<string> visited = [];
    private SnsAnswer answer;

    public AmazonSnsTests() => answer = new(true, sns.Certificate);

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Both_versions_are_genuine_with_the_certificate_that_they_name(string version)
    {
        Assert.Equal(SignatureVerdict.Genuine, await Judge(sns.Notification("{}", Now, version)));
        Assert.Equal([SnsSigner.CertificateUrl], visited);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("")]
    public async Task Another_version_is_refused(string version) =>
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now, version)));

    [Fact]
    public async Task A_subject_is_signed_too()
    {
        var request = sns.Request(new() { ["Type"] = "Notification", ["Message"] = "{}", ["TopicArn"] = SnsSigner.Topic, ["Subject"] = "news" }, Now, "2");
        Assert.Equal(SignatureVerdict.Genuine, await Judge(request));
        var changed = System.Text.Encoding.UTF8.GetString(request.Body).Replace("news", "mews", StringComparison.Ordinal);
        Assert.Equal(SignatureVerdict.Invalid, await Judge(request with { Body = System.Text.Encoding.UTF8.GetBytes(changed) }));
    }

    [Fact]
    public async Task A_certificate_is_fetched_once()
    {
        var source = AmazonSamples.Visiting(Visit);
        for (var round = 0; round < 3; round++) await source.PrepareAsync(sns.Notification("{}", Now), Connection, default);
        Assert.Single(visited);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_invalid_and_one_that_cannot_be_had_is_for_later()
    {
        answer = new(true, null);
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now)));
        answer = new(false, null);
        Assert.Null(await Judge(sns.Notification("{}", Now)));
    }

    [Fact]
    public async Task Somebody_elses_certificate_is_invalid()
    {
        using var other = new SnsSigner();
        answer = new(true, other.Certificate);
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now)));
        answer = new(true, "no certificate"u8.ToArray());
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now)));
    }

    [Fact]
    public async Task A_certificate_out_of_its_time_is_invalid()
    {
        var late = Now.AddYears(2);
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", late)));
    }

    [Fact]
    public async Task Another_topic_is_refused_without_a_visit()
    {
        var connection = Connection with { Settings = new Dictionary<string, string> { ["topicArn"] = SnsSigner.Topic + "x" } };
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now), connection));
        Assert.Equal(SignatureVerdict.Invalid, await Judge(sns.Notification("{}", Now), connection with { Settings = new Dictionary<string, string>() }));
        Assert.Empty(visited);
    }

    [Fact]
    public async Task A_confirmation_is_visited()
    {
        var source = AmazonSamples.Visiting(Visit);
        Assert.Equal(SignatureVerdict.Genuine, await Judge(sns.Confirmation(Now)));
        visited.Clear();
        Assert.True(await source.AgreeAsync(sns.Confirmation(Now), Connection, default));
        Assert.Equal([SnsSigner.SubscribeUrl], visited);
        answer = new(false, null);
        Assert.False(await source.AgreeAsync(sns.Confirmation(Now), Connection, default));
    }

    [Fact]
    public async Task The_end_of_a_subscription_is_not_taken_back()
    {
        Assert.True(await AmazonSamples.Visiting(Visit).AgreeAsync(sns.Confirmation(Now, "UnsubscribeConfirmation"), Connection, default));
        Assert.Empty(visited);
    }

    [Fact]
    public void Only_the_topics_own_host_is_visited()
    {
        const string file = "/SimpleNotificationService-0123.pem";
        Assert.NotNull(SnsAddress.Certificate($"https://sns.eu-west-1.amazonaws.com{file}", SnsSigner.Topic));
        Assert.NotNull(SnsAddress.Certificate($"https://sns.cn-north-1.amazonaws.com.cn{file}", "arn:aws-cn:sns:cn-north-1:111122223333:t"));
        Assert.All(Elsewhere(file), url => Assert.Null(SnsAddress.Certificate(url, SnsSigner.Topic)));
        Assert.All(Elsewhere("/?Action=ConfirmSubscription&TopicArn=" + SnsSigner.Topic + "&Token=t"), url => Assert.Null(SnsAddress.Confirmation(url, SnsSigner.Topic)));
        Assert.Null(SnsAddress.Certificate("https://sns.x/", "arn:aws:sns:evil.com/#:111122223333:t"));
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/a.pem?b=c")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/a/b.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/a.txt")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/")]
    [InlineData("a.pem")]
    [InlineData(null)]
    public void Only_a_certificate_is_fetched_from_it(string? url) => Assert.Null(SnsAddress.Certificate(url, SnsSigner.Topic));

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn=" + SnsSigner.Topic + "&Token=t")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + SnsSigner.Topic + "x&Token=t")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + SnsSigner.Topic)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/other?Action=ConfirmSubscription&TopicArn=" + SnsSigner.Topic + "&Token=t")]
    public void Only_the_topics_confirmation_is_visited(string url) => Assert.Null(SnsAddress.Confirmation(url, SnsSigner.Topic));

    public void Dispose() => sns.Dispose();

    private static string[] Elsewhere(string path) =>
    [
        $"http://sns.eu-west-1.amazonaws.com{path}",
        $"https://sns.us-east-1.amazonaws.com{path}",
        $"https://sns.eu-west-1.amazonaws.com:8443{path}",
        $"https://sns.eu-west-1.amazonaws.com.evil.com{path}",
        $"https://evil.com/sns.eu-west-1.amazonaws.com{path}",
        $"https://sns.eu-west-1.amazonaws.com@evil.com{path}",
        $"https://evil@sns.eu-west-1.amazonaws.com{path}",
        $"https://xsns.eu-west-1.amazonaws.com{path}",
        $"https://sns.eu-west-1.amazonaws.com.cn{path}",
        $"https://169.254.169.254{path}",
    ];

    private static Connection Connection => new()
    {
        Id = "c1",
        CreatorId = "creator-1",
        Platform = "amazon",
        Name = "test",
        Settings = new Dictionary<string, string> { ["topicArn"] = SnsSigner.Topic },
        Secrets = new() { Current = "secret" },
        UpdatedAt = Now,
    };

    private Task<SnsAnswer> Visit(Uri address, CancellationToken cancellation)
    {
        visited.Add(address.ToString());
        return Task.FromResult(answer);
    }

    /// <summary>Null when the sender is asked to try again.</summary>
    private async Task<SignatureVerdict?> Judge(WebhookRequest request, Connection? connection = null)
    {
        var source = AmazonSamples.Visiting(Visit);
        var prepared = await source.PrepareAsync(request with { Certificate = null }, connection ?? Connection, default);
        return prepared is null ? null : source.Verify(prepared, connection ?? Connection);
    }
}
