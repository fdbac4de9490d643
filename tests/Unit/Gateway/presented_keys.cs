using CreatorFlow.Gateway.Auth;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Unit.Gateway;

public sealed class Presented_keys
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("Bearer cf_abc", null, "known")]
    [InlineData("bearer  cf_abc ", null, "known")]
    [InlineData(null, "cf_abc", "known")]
    [InlineData("Basic Y2Y6YWJj", null, "")]
    [InlineData("Basic Y2Y6YWJj", "cf_abc", "")]
    [InlineData("Bearer sk_abc", null, "")]
    [InlineData("Bearer", null, "")]
    [InlineData(null, "", "")]
    public void A_key_is_read_from_either_header(string? authorization, string? key, string? expected)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (authorization is not null) headers.Authorization = authorization;
        if (key is not null) headers[PresentedKey.Header] = key;
        var shown = PresentedKey.Read(headers);
        Assert.Equal(expected == "known" ? Known : expected, shown is null ? null : PresentedKey.Question(shown)?.Hash ?? "");
    }

    [Fact]
    public void An_endless_key_is_not_hashed() => Assert.Null(PresentedKey.Question("cf_" + new string('a', 10_000)));

    [Fact]
    public void A_token_is_not_asked_for_as_a_key() => Assert.False(PresentedKey.IsKey(PresentedKey.Read(new HeaderDictionary { ["Authorization"] = "Bearer CfDJ8abc" })!));

    private static string Known => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("cf_abc"u8));
}
