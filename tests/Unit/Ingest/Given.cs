using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Unit.Ingest;

/// <summary>What the tests of Ingest begin with.</summary>
internal static class Given
{
    public static readonly DateTimeOffset ReceivedAt = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Payloads = Path.Combine(Root(new(AppContext.BaseDirectory)), "tests", "Contracts", "payloads");

    /// <summary>A published sample, see <c>tests/Contracts/payloads/SOURCES.md</c>.</summary>
    public static string Sample(string path) => File.ReadAllText(Path.Combine(Payloads, path));

    public static Connection Connection(string platform = "standard", string id = "c1", string secret = "secret") => new()
    {
        Id = id,
        CreatorId = "creator-1",
        Platform = platform,
        Name = "test",
        Settings = new Dictionary<string, string> { ["appKey"] = "abcdef" },
        Secrets = new() { Current = secret },
        UpdatedAt = ReceivedAt,
    };

    public static Delivery Delivery(IWebhookSource source, string body, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers) dictionary[name] = value;
        var request = new WebhookRequest(dictionary, Encoding.UTF8.GetBytes(body), ReceivedAt);
        return WebhookReading.Read(source, Connection(source.Platform), request, "d1", null).Delivery;
    }

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    /// <summary>The only event of a delivery.</summary>
    public static T Only<T>(Delivery delivery) where T : ChannelEvent => Assert.IsType<T>(Assert.Single(Understood(delivery)));

    public static IReadOnlyList<ChannelEvent> Understood(Delivery delivery)
    {
        Assert.True(delivery.Quarantined is null, delivery.Reason);
        return delivery.Events;
    }

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Platform.sln"))
        ? folder.FullName
        : Root(folder.Parent ?? throw new DirectoryNotFoundException("No Platform.sln above the tests."));
}
