using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults;

/// <summary>A connection as the set-up saves it and as the simulator plays it.</summary>
internal sealed record PlayedChannel(string Id, string Platform, string Secret, string? AccessToken, Dictionary<string, string> Settings)
{
    public bool HasStock => Platform != Platforms.Standard;
}

/// <summary>A creator with an account at each platform and a system of its own.</summary>
internal sealed record PlayedCreator(string Id, string Key, IReadOnlyList<PlayedChannel> Channels)
{
    /// <summary>The product's other end, which is saved through its own door.</summary>
    public object Saved => new
    {
        Name = Id,
        Connections = Channels.Select(c => new { c.Id, c.Platform, Name = c.Id, c.Secret, c.Settings, c.AccessToken }),
        ApiKeys = new[] { new { Id = $"{Id}-key", Name = "test", Scopes = (string[])["owner", "read"], Key } },
    };

    public PlayedChannel Of(string platform) => Channels.Single(c => c.Platform == platform);

    /// <param name="number">From 0.</param>
    /// <param name="api">Where the simulator answers for the platforms.</param>
    public static PlayedCreator New(int number, string api)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"seller-{number}");
        return new(id, $"cf_{id}-0123456789abcdef0123456789abcdef",
        [
            Channel(Platforms.Shopify, $"shared-secret-of-{id}", new() { ["shopDomain"] = $"{id}.myshopify.com" }),
            Channel(Platforms.TikTok, $"app-secret-of-{id}", new() { ["appKey"] = $"app{number}", ["shopId"] = "7000000000000000000", ["shopCipher"] = $"GCP_{id}" }),
            Channel(Platforms.Amazon, $"api-key-of-{id}", new() { ["sellerId"] = $"A{number}SELLER", ["marketplaceIds"] = "ATVPDKIKX0DER" }),
            Channel(Platforms.Instagram, $"app-secret-of-{id}", new() { ["catalogId"] = string.Create(CultureInfo.InvariantCulture, $"{7_000_000 + number}") }),
            new($"{id}-standard", Platforms.Standard, Pipeline.Secret, null, []),
        ]);

        PlayedChannel Channel(string platform, string secret, Dictionary<string, string> settings) =>
            new($"{id}-{platform}", platform, secret, $"token-of-{id}-{platform}", new(settings) { ["apiBaseUrl"] = api });
    }

    /// <summary>The same creator with an account at these platforms alone.</summary>
    public PlayedCreator Only(params string[] platforms) => this with { Channels = [.. Channels.Where(c => platforms.Contains(c.Platform))] };

    /// <summary>What the simulator reads.</summary>
    public static string File(IEnumerable<PlayedCreator> creators) => JsonSerializer.Serialize(new
    {
        creators = creators.Select(c => new
        {
            c.Id,
            connections = c.Channels.Select(x => new
            {
                x.Platform, connectionId = x.Id, webhookPath = $"/webhooks/{x.Platform}/{x.Id}", x.Secret, appKey = x.Settings.GetValueOrDefault("appKey"), x.AccessToken, x.Settings,
            }),
        }),
    }, JsonSerializerOptions.Web);
}
