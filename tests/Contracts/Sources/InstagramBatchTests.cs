using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Instagram;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Batches of changes, and the question before the first of them.</summary>
public sealed class InstagramBatchTests
{
    private static readonly InstagramSource Source = new();

    [Fact]
    public void Each_of_a_thousand_changes_is_a_delivery()
    {
        var deliveries = Read(Batch(Enumerable.Range(0, 1_000)));
        Assert.Equal(1_000, deliveries.Select(delivery => delivery.IdempotencyKey).Distinct().Count());
        Assert.All(deliveries, delivery => Assert.Equal(("instagram/comments", null), (delivery.Topic, delivery.Quarantined)));
    }

    [Fact]
    public void More_than_meta_sends_stays_whole_and_is_set_aside()
    {
        var delivery = Assert.Single(Read(Batch(Enumerable.Range(0, 1_001))));
        Assert.Equal("webhook.unreadable", delivery.Quarantined);
    }

    [Fact]
    public void A_change_is_known_again_in_another_batch()
    {
        var first = Read(Batch([1, 2, 3]));
        var again = Read(Batch([3, 4]));
        Assert.Equal((first[2].IdempotencyKey, first[2].Checksum), (again[0].IdempotencyKey, again[0].Checksum));
        Assert.NotEqual(first[0].IdempotencyKey, again[1].IdempotencyKey);
    }

    [Fact]
    public void Unreadable_changes_do_not_spoil_their_neighbours()
    {
        var deliveries = Read("""{"object":"instagram","entry":[{"id":"1","time":2,"changes":[{"field":"comments","value":"\ud800"},{"field":"mentions","value":1},7]}]}""");
        Assert.Equal(["webhook.unreadable", null, "webhook.unreadable"], deliveries.Select(delivery => delivery.Quarantined));
        Assert.Equal("instagram/mentions", deliveries[1].Topic);
    }

    [Fact]
    public void Numbers_keep_their_digits() =>
        Assert.Contains("9007199254740993.10", Encoding.UTF8.GetString(Read("""{"object":"user","entry":[{"id":1,"changes":[{"field":"x","value":9007199254740993.10}]}]}""")[0].Body), StringComparison.Ordinal);

    [Theory]
    [InlineData("subscribe", "token", "1158201444", "1158201444")]
    [InlineData("subscribe", "other", "1158201444", null)]
    [InlineData("subscribe", "", "1158201444", null)]
    [InlineData("unsubscribe", "token", "1158201444", null)]
    [InlineData("subscribe", "token", "", null)]
    public void Only_who_knows_the_token_is_answered(string mode, string token, string challenge, string? answer) =>
        Assert.Equal(answer, Source.Challenge(Query(mode, token, challenge), Connection("token")));

    [Fact]
    public void Without_a_token_nobody_is_answered()
    {
        Assert.Null(Source.Challenge(Query("subscribe", "", "1"), Connection("")));
        Assert.Null(Source.Challenge(Query("subscribe", "", "1"), Connection(null)));
        Assert.Null(Source.Challenge(new QueryCollection(), Connection("token")));
    }

    private static QueryCollection Query(string mode, string token, string challenge) => new(new Dictionary<string, StringValues>
    {
        ["hub.mode"] = mode, ["hub.verify_token"] = token, ["hub.challenge"] = challenge,
    });

    private static string Batch(IEnumerable<int> comments) =>
        $$"""{"object":"instagram","entry":[{"id":"1","time":2,"changes":[{{string.Join(',', comments.Select(id => $$$"""{"field":"comments","value":{"id":"{{{id}}}"}}"""))}}]}]}""";

    private static List<Delivery> Read(string body)
    {
        var request = new WebhookRequest(new HeaderDictionary(), Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);
        return [.. WebhookReading.ReadAll(Source, Connection(null), request, () => "delivery-1", null).Select(receipt => receipt.Delivery)];
    }

    private static Connection Connection(string? token) => new()
    {
        Id = "c1",
        CreatorId = "creator-1",
        Platform = "instagram",
        Name = "test",
        Settings = token is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["verifyToken"] = token },
        Secrets = new() { Current = "secret" },
        UpdatedAt = default,
    };
}
