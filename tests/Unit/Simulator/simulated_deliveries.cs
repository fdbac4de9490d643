using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Sending;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Unit.Simulator;

/// <summary>Signatures, topics and bodies of the simulator, as Ingest takes them.</summary>
public sealed class Simulated_deliveries
{
    private static readonly Dictionary<string, IWebhookSource> Sources =
        new IWebhookSource[] { new ShopifySource(), new TikTokSource(), new StandardSource() }.ToDictionary(s => s.Platform);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Each_is_genuine_understood_and_under_a_key_of_its_own(long seed)
    {
        var creator = Play.New(seed);
        var keys = new HashSet<string>();
        for (var second = 0; second < 1_500; second++)
        {
            var now = Play.Opening.AddSeconds(second);
            foreach (var webhook in creator.Step(now).Select(o => o.Webhook))
            {
                var delivery = Take(webhook, now);
                Assert.True(delivery.Quarantined is null, $"{webhook.Topic}: {delivery.Reason}");
                Assert.NotEmpty(delivery.Events);
                Assert.True(keys.Add(delivery.IdempotencyKey), delivery.IdempotencyKey);
            }
        }
    }

    [Fact]
    public void An_order_sells_exactly_what_the_shop_takes_from_its_stock()
    {
        var creator = Play.New();
        var compared = 0;
        for (var second = 0; second < 500; second++)
        {
            var (now, before) = (Play.Opening.AddSeconds(second), Available(creator));
            foreach (var webhook in creator.Step(now).Select(o => o.Webhook).Where(w => w.Topic == "orders/create"))
            {
                var placed = Take(webhook, now).Events.OfType<OrderPlaced>().Single();
                Assert.Equal(before - Available(creator), placed.Lines.Sum(l => l.Quantity));
                compared++;
            }
        }
        Assert.InRange(compared, 20, int.MaxValue);
    }

    private static long Available(SimulatedCreator creator) => creator.State.Shopify!.Locations.Sum(l => l.Available.Values.Sum());

    private static Delivery Take(Webhook webhook, DateTimeOffset now)
    {
        var simulated = Play.Creator().Connections.Single(c => c.ConnectionId == webhook.ConnectionId);
        var source = Sources[simulated.Platform];
        var request = Received(webhook, simulated, now);
        Assert.Equal(SignatureVerdict.Genuine, source.Verify(request, Known(simulated)));
        return WebhookReading.Read(source, Known(simulated), request, "delivery", traceParent: null).Delivery;
    }

    private static WebhookRequest Received(Webhook webhook, SimulatedConnection connection, DateTimeOffset now)
    {
        using var sent = SignedRequest.Of(webhook, connection, new Uri("http://gateway.example"), now);
        var headers = new HeaderDictionary();
        foreach (var (name, values) in sent.Headers.NonValidated) headers[name] = values.ToString();
        return new WebhookRequest(headers, Encoding.UTF8.GetBytes(webhook.Body), now);
    }

    private static Connection Known(SimulatedConnection connection) => new()
    {
        Id = connection.ConnectionId,
        CreatorId = "demo-1",
        Platform = connection.Platform,
        Name = connection.Platform,
        Settings = connection.AppKey is { } key ? new Dictionary<string, string> { ["appKey"] = key } : [],
        Secrets = new ConnectionSecrets { Current = connection.Secret },
        UpdatedAt = default,
    };
}
