using CreatorFlow.Adapters.TikTok;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Request_signature
{
    [Fact]
    public void The_official_vector_is_signed_as_published()
    {
        var vector = Sample.Vector;
        var query = vector["query"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (string)p.Value!));

        var sign = RequestSignature.Of((string)vector["app_secret"]!, (string)vector["path"]!, query);

        Assert.Equal((string)vector["sign"]!, sign);
    }

    [Fact]
    public void Sign_and_access_token_take_no_part_and_the_order_of_parameters_does_not_matter()
    {
        KeyValuePair<string, string> key = new("app_key", "k"), ids = new("ids", "1,2"), sign = new("sign", "x"), token = new("access_token", "y");

        Assert.Equal(
            RequestSignature.Of("s", "/p", [key, ids]),
            RequestSignature.Of("s", "/p", [sign, ids, token, key]));
    }

    [Fact]
    public void A_body_changes_the_signature() =>
        Assert.NotEqual(RequestSignature.Of("s", "/p", []), RequestSignature.Of("s", "/p", [], "{}"));
}
