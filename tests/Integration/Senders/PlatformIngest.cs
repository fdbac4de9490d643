using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.Contracts.Sources;
using Microsoft.AspNetCore.DataProtection;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>Ingest and Projection as processes, and two creators with a connection to each platform, every one with its own secret.</summary>
public sealed class PlatformIngest : IAsyncLifetime
{
    public const string Creator = "creator-0";
    public const string Neighbour = "creator-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http = new();
    private ConnectionStore store = null!;
    private int marks;

    public Pipeline Pipeline { get; private set; } = null!;

    public static string ConnectionId(string platform, string creator = Creator) => $"{creator}-{platform}-door";

    /// <summary>Base64 behind <c>whsec_</c>, as Standard Webhooks asks; to the others it is a text like any.</summary>
    public static string Secret(string platform, string creator = Creator) =>
        $"whsec_{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"secret of {ConnectionId(platform, creator)}, never used"))}";

    /// <summary>The secret before the last rotation; it still counts.</summary>
    public static string PreviousSecret(string platform) => Secret(platform, "creator-0-before");

    public Uri Address(string platform, string creator = Creator) => new($"{Pipeline.Ingest.Address}/webhooks/{platform}/{ConnectionId(platform, creator)}");

    public async Task InitializeAsync()
    {
        Pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 2, typeof(IngestModule), typeof(ProjectionModule));
        var keys = new DirectoryInfo(Pipeline.Settings["Keys__Directory"]);
        store = new ConnectionStore(Pipeline.Database, new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow"))));
        foreach (var creator in new[] { Creator, Neighbour })
        {
            foreach (var platform in SignedWebhook.Platforms)
                Assert.True(await store.SaveAsync(Connected(platform, creator), CancellationToken.None));
        }
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await Pipeline.DisposeAsync();
    }

    /// <summary>One more connection of the first creator to a platform, with the secret of the one that is there; made anew where it is there already.</summary>
    public async Task ConnectAsync(string id, string platform = Platforms.Standard) => Assert.True(await store.SaveAsync(Connected(platform, Creator) with { Id = id }, CancellationToken.None));

    /// <summary>The connection's secrets become what no key ring opens.</summary>
    public async Task SpoilAsync(string id)
    {
        await using var command = Pipeline.Database.CreateCommand("update connections set secrets = '\\x00', updated_at = clock_timestamp() where id = $1");
        command.Parameters.Add(new() { Value = id });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>Posts it and reads the stable code of a refusal.</summary>
    public async Task<(int Status, string? Code)> PostAsync(SignedWebhook webhook, Uri? address = null)
    {
        using var request = webhook.ToRequest(address ?? Address(webhook.Platform));
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var refusal = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return ((int)answer.StatusCode, refusal ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetString() : null);
    }

    /// <summary>Waits until all that the creator's webhooks brought so far is applied: each creator's are applied in order.</summary>
    public async Task SettleAsync()
    {
        var id = $"mark-{++marks}";
        Assert.Equal((200, null), await PostAsync(SignedWebhook.Of(Platforms.Standard, id)));
        await Eventually.Async(async () => await CountAsync($"deliveries where tenant_id = '{Creator}' and idempotency_key like '%:{id}'") == 1, Patience, $"{id} is applied");
    }

    /// <summary>What is kept of the creator's webhooks, wherever: delivered, waiting, or as events.</summary>
    public async Task<(long Deliveries, long Spooled, long Events)> StoredAsync() => (
        await CountAsync($"deliveries where tenant_id = '{Creator}'"), await CountAsync("ingest_spool"), await CountAsync($"mt_events where tenant_id = '{Creator}'"));

    /// <summary>What became of a connection's deliveries, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> OutcomesAsync(string connectionId)
    {
        await using var command = Pipeline.Database.CreateCommand("select outcome from deliveries where connection_id = $1 order by received_at, id");
        command.Parameters.Add(new() { Value = connectionId });
        await using var reader = await command.ExecuteReaderAsync();
        var outcomes = new List<string>();
        while (await reader.ReadAsync()) outcomes.Add(reader.GetString(0));
        return outcomes;
    }

    private async Task<long> CountAsync(string what)
    {
#pragma warning disable CA2100 // only this class's own words
        await using var command = Pipeline.Database.CreateCommand($"select count(*) from {what}");
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Connection Connected(string platform, string creator) => new()
    {
        Id = ConnectionId(platform, creator), CreatorId = creator, Platform = platform, Name = platform, UpdatedAt = default,
        Settings = new Dictionary<string, string> { ["appKey"] = SignedWebhook.AppKey, ["topicArn"] = SnsSigner.Topic },
        Secrets = new() { Current = Secret(platform, creator), Previous = creator == Creator ? PreviousSecret(platform) : null },
    };
}
