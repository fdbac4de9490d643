using System.Text.Json.Nodes;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokSigning
{
    private static JsonObject Vector =>
        JsonNode.Parse(File.ReadAllBytes(Repository.File("tests", "Contracts", "payloads", "tiktok", "api", "api-request-sign-vector.json")))!.AsObject();

    [Fact]
    public void Adapter_and_simulator_sign_the_published_vector_as_published()
    {
        var (secret, path, body) = ((string)Vector["app_secret"]!, (string)Vector["path"]!, (string)Vector["body"]!);
        var query = Vector["query"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (string)p.Value!)).ToList();

        Assert.Equal((string)Vector["sign"]!, RequestSignature.Of(secret, path, query, body));
        Assert.Equal((string)Vector["sign"]!, TikTokSignature.OfRequest(secret, path, query, body));
    }

    [Fact]
    public void A_body_is_signed_between_parameters_and_secret() =>
        Assert.Equal(TikTokSignature.OfRequest("s", "/p", [new("b", "2"), new("a", "ü")], """{"skus":[]}"""), RequestSignature.Of("s", "/p", [new("a", "ü"), new("b", "2")], """{"skus":[]}"""));
}
