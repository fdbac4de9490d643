using System.Text.RegularExpressions;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>The only addresses that an SNS message can make us visit: its own region's, and of those two.</summary>
/// <remarks>The topic is the connection's, so that its region is the owner's word and not the sender's. Source of the hosts:
/// github.com/aws/aws-js-sns-message-validator, index.js.</remarks>
internal static partial class SnsAddress
{
    /// <summary>The certificate's address, or null when it is none that Amazon would name.</summary>
    public static Uri? Certificate(string? url, string topicArn) =>
        OnHostOf(url, topicArn) is { Query.Length: 0 } address && CertificatePath().IsMatch(address.AbsolutePath) ? address : null;

    /// <summary>The address that confirms a subscription to exactly this topic, or null.</summary>
    public static Uri? Confirmation(string? url, string topicArn)
    {
        if (OnHostOf(url, topicArn) is not { AbsolutePath: "/" } address) return null;
        var query = System.Web.HttpUtility.ParseQueryString(address.Query);
        return query["Action"] == "ConfirmSubscription" && query["TopicArn"] == topicArn && query["Token"] is { Length: > 0 } ? address : null;
    }

    private static Uri? OnHostOf(string? url, string topicArn) =>
        Topic().Match(topicArn) is { Success: true } topic && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0 && address.Fragment.Length == 0
        && address.Host == Host(topic.Groups["region"].Value)
            ? address
            : null;

    private static string Host(string region) =>
        $"sns.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";

    [GeneratedRegex(@"^arn:aws[a-z-]{0,20}:sns:(?<region>[a-z0-9-]{3,40}):[0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Topic();

    [GeneratedRegex(@"^/[A-Za-z0-9_-]{1,200}\.pem\z")]
    private static partial Regex CertificatePath();
}
