using System.Security.Cryptography;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Connections;
using CreatorFlow.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>Connections whose secrets cannot be opened: nobody can say whether their webhooks are genuine.</summary>
[Collection(SenderCollection.Name)]
public sealed class Connections_that_cannot_be_read(PlatformIngest ingest)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly (int, string?) Kept = (200, null);
    private static readonly (int, string?) ComeAgain = (503, "ingest.unavailable");
    private static readonly HttpClient Http = new();
    private static int ids;

    [Fact]
    public async Task Are_answered_503_until_they_can_and_keep_no_other_away()
    {
        const string first = "spoilt", second = "spoilt-later";
        foreach (var id in new[] { first, second })
        {
            await ingest.ConnectAsync(id);
            await UntilAsync(id, Kept);
        }
        await ingest.SpoilAsync(first);
        await UntilAsync(first, ComeAgain);
        Assert.Equal(Kept, await PostAsync(second));
        await ingest.SpoilAsync(second);
        await Eventually.Async(async () => await ToldAsync(second) == 1, Patience, $"{second} is told of");
        await UntilAsync(second, ComeAgain);
        Assert.Equal(1, await ToldAsync(first));
        foreach (var id in new[] { first, second })
        {
            await ingest.ConnectAsync(id);
            await UntilAsync(id, Kept);
        }
    }

    [Fact]
    public async Task Do_not_keep_Ingest_from_starting()
    {
        const string spoilt = "spoilt-before";
        await ingest.ConnectAsync(spoilt);
        await ingest.SpoilAsync(spoilt);
        await using (var host = await SnsIngest.StartAsync(ingest.Pipeline.Settings, NoVisit))
        {
            await Eventually.Async(() => IsReadyAsync(host), Patience, "it is ready");
            Assert.Equal(Kept, await PostAsync(PlatformIngest.ConnectionId(Platforms.Standard), host.Address));
            Assert.Equal(ComeAgain, await PostAsync(spoilt, host.Address));
        }
        await ingest.ConnectAsync(spoilt);
    }

    [Fact]
    public async Task Are_all_of_them_with_another_key_ring_and_then_it_is_not_ready_and_refuses_nobody()
    {
        var keys = Directory.CreateTempSubdirectory("creatorflow-keys-");
        var connection = PlatformIngest.ConnectionId(Platforms.Standard);
        await ingest.ConnectAsync("agent", Platforms.Agent);
        await using (var host = await SnsIngest.StartAsync(new(ingest.Pipeline.Settings) { ["Keys__Directory"] = keys.FullName }, NoVisit))
        {
            Assert.Equal(ComeAgain, await PostAsync(connection, host.Address));
            Assert.False(await IsReadyAsync(host));
        }
        using (var directory = DirectoryWith(keys))
        {
            await Assert.ThrowsAsync<CryptographicException>(() => directory.LoadAsync(CancellationToken.None));
            Assert.True((await directory.FindAsync(connection, CancellationToken.None)).CannotSay);
            Assert.False((await directory.FindAsync("nobody", CancellationToken.None)).CannotSay);
            Assert.Equal((true, false), (directory.HasUnreadableAgent(PlatformIngest.Creator), directory.HasUnreadableAgent(PlatformIngest.Neighbour)));
            Assert.Empty(directory.AgentsOf(PlatformIngest.Creator));
        }
        using (var directory = DirectoryWith(new(ingest.Pipeline.Keys)))
        {
            await directory.LoadAsync(CancellationToken.None);
            Assert.Equal(connection, (await directory.FindAsync(connection, CancellationToken.None)).Connection?.Id);
            Assert.False(directory.HasUnreadableAgent(PlatformIngest.Creator));
            Assert.Single(directory.AgentsOf(PlatformIngest.Creator));
        }
        keys.Delete(recursive: true);
    }

    private static Task<SnsAnswer> NoVisit(Uri address, CancellationToken cancellation) => Task.FromResult(new SnsAnswer(false, null));

    private Task UntilAsync(string connectionId, (int, string?) answer) => Eventually.Async(async () => await PostAsync(connectionId) == answer, Patience, $"{connectionId} is answered {answer}");

    private Task<(int Status, string? Code)> PostAsync(string connectionId, string? address = null) => ingest.PostAsync(
        SignedWebhook.Of(Platforms.Standard, $"unread-{Interlocked.Increment(ref ids)}"), new($"{address ?? ingest.Pipeline.Ingest.Address}/webhooks/{Platforms.Standard}/{connectionId}"));

    /// <summary>How often Ingest's log has it.</summary>
    private async Task<int> ToldAsync(string connectionId) => (await File.ReadAllLinesAsync(ingest.Pipeline.Ingest.LogFile))
        .Count(line => line.Contains("[2303]", StringComparison.Ordinal) && line.Contains($" {connectionId} ", StringComparison.Ordinal));

    private static async Task<bool> IsReadyAsync(SnsIngest host)
    {
        using var answer = await Http.GetAsync(new Uri($"{host.Address}/health/ready"));
        return answer.IsSuccessStatusCode;
    }

    private ConnectionDirectory DirectoryWith(DirectoryInfo keys)
    {
        var protector = new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow")));
        var database = ingest.Pipeline.Database;
        return new(new ConnectionStore(database, protector), TimeProvider.System, NullLogger<ConnectionDirectory>.Instance);
    }
}
