using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Unit.Ingest;

/// <summary>The rules that the official libraries' own tests exercise.</summary>
public sealed class StandardSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string SignedAt = "1614265330";

    private static SignatureVerdict Verify(string signature = Signature, string secret = Secret, string timestamp = SignedAt) => StandardSignature.Verify(
        new(new HeaderDictionary { ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek", ["webhook-timestamp"] = timestamp, ["webhook-signature"] = signature },
            """{"test": 2432232314}"""u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1614265330)),
        Given.Connection(secret: secret));

    [Fact]
    public void The_official_vector_is_genuine() => Assert.Equal(SignatureVerdict.Genuine, Verify());

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void The_prefix_of_the_secret_may_be_missing(string secret) => Assert.Equal(SignatureVerdict.Genuine, Verify(secret: secret));

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr")]
    public void The_padding_of_the_secret_may_be_missing(string secret)
    {
        var signature = StandardWebhook.Sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", SignedAt, """{"test": 2432232314}"""u8.ToArray());
        Assert.Equal(SignatureVerdict.Genuine, Verify(signature!, secret));
        Assert.Equal(SignatureVerdict.Genuine, Verify(signature!, secret.PadRight((secret.Length + 3) / 4 * 4, '=')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_====")]
    public void A_secret_that_is_none_opens_nothing(string secret) => Assert.Equal(SignatureVerdict.Invalid, Verify(secret: secret));

    [Theory]
    [InlineData("v1,dawfeoifkpqwoekfpqoekf")]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Only_a_whole_signature_of_version_one_counts(string signature) => Assert.Equal(SignatureVerdict.Invalid, Verify(signature));

    [Fact]
    public void Any_entry_of_the_list_may_match() => Assert.Equal(SignatureVerdict.Genuine, Verify(
        $"v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= {Signature} v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="));

    [Theory]
    [InlineData("hello")]
    [InlineData("-1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_none_is_refused(string timestamp) => Assert.Equal(SignatureVerdict.Invalid, Verify(timestamp: timestamp));
}
