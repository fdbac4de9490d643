using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CreatorFlow.Dashboard.Operating;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.Integration.Alerting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Operator_alerts : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Previous = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static readonly DateTimeOffset Since = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private RedisCache redis = null!;
    private CallbackReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        receiver = await CallbackReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await receiver.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task What_fires_and_what_is_over_is_told_once_by_whichever_replica()
    {
        using var one = Replica();
        using var other = Replica();
        foreach (var (state, told) in new[] { ("well", 0), ("pending", 0), ("firing", 1), ("pending", 1), ("well", 2) })
        {
            await Eventually.Async(async () =>
            {
                await LookAsync(state);
                return receiver.Posts.Count >= told;
            }, TimeSpan.FromSeconds(20), $"{state} is told", TimeSpan.FromMilliseconds(50));
            for (var look = 0; look < 5; look++) await LookAsync(state);
        }
        await other.TellAsync(() => Seen("firing"), CancellationToken.None); // it looked before the other one did, and is late

        Assert.Equal(["operator_alert.fired", "operator_alert.resolved"], receiver.Posts.Select(p => Read(p).GetProperty("type").GetString()));
        Assert.Equal(2, receiver.Posts.Select(p => p.Id).Distinct().Count());
        var fired = receiver.Posts.First();
        Assert.Equal($"{fired.SignatureBy(Secret)} {fired.SignatureBy(Previous)}", fired.Signatures);
        var data = Read(fired).GetProperty("data");
        Assert.Equal(("queue_age", "warning", Since), (data.GetProperty("alert").GetString(), data.GetProperty("severity").GetString(), data.GetProperty("since").GetDateTimeOffset()));
        Assert.Equal("The first of outbox waits for 130 s", data.GetProperty("summaries")[0].GetString());

        Task LookAsync(string state) => Task.WhenAll(one.TellAsync(() => Seen(state), CancellationToken.None), other.TellAsync(() => Seen(state), CancellationToken.None));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(302)]
    public async Task What_is_not_taken_is_told_again_under_the_same_id_also_by_another_replica(int status)
    {
        receiver.Answer("/ops", status, ("Location", "/elsewhere"));
        using (var dies = Replica()) await dies.TellAsync(() => Seen("firing"), CancellationToken.None);
        receiver.Answer("/ops", 200);
        using var lives = Replica();
        await lives.TellAsync(() => Seen("firing"), CancellationToken.None);
        Assert.Single(receiver.Posts); // it is too early
        await Eventually.Async(async () =>
        {
            await lives.TellAsync(() => Seen("firing"), CancellationToken.None);
            return receiver.Posts.Count == 2;
        }, TimeSpan.FromSeconds(20), "it is told again", TimeSpan.FromMilliseconds(50));
        Assert.Single(receiver.Posts.Select(p => p.Id).Distinct());
    }

    [Fact]
    public async Task What_was_over_before_it_could_be_told_is_not_told_and_the_next_has_an_id_of_its_own()
    {
        receiver.Answer("/ops", 500);
        using var replica = Replica();
        await replica.TellAsync(() => Seen("firing"), CancellationToken.None);
        await replica.TellAsync(() => Seen("well"), CancellationToken.None);
        receiver.Answer("/ops", 200);
        await Eventually.Async(async () =>
        {
            await replica.TellAsync(() => Seen("firing"), CancellationToken.None);
            return receiver.Posts.Count == 2;
        }, TimeSpan.FromSeconds(20), "the next is told", TimeSpan.FromMilliseconds(50));
        Assert.Equal(2, receiver.Posts.Select(p => p.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("ftp://ops.example.com/", Secret)]
    [InlineData("https://user@ops.example.com/", Secret)]
    [InlineData("https://ops.example.com/", null)]
    [InlineData("https://ops.example.com/", "whsec_c2hvcnQ=")]
    [InlineData("https://ops.example.com/", "not base64!")]
    public void What_cannot_be_called_or_signed_is_refused_at_the_start(string address, string? secret)
    {
        Assert.False(IsValid(address, secret));
        Assert.True(IsValid("http://ops.internal/hook", Secret));
    }

    private OperatorAlerts Replica() => new(new OpsWatch(new ReportStore(redis), TimeProvider.System), redis,
        Options.Create(new OperatorAlertOptions { Address = $"{receiver.Address}/ops", Secret = Secret, PreviousSecret = Previous, RetrySeconds = 1 }), TimeProvider.System, NullLogger<OperatorAlerts>.Instance);

    private static bool IsValid(string address, string? secret)
    {
        var settings = new OperatorAlertOptions { Address = address, Secret = secret };
        return Validator.TryValidateObject(settings, new(settings), null, validateAllProperties: true);
    }

    private static OpsState Seen(string state) =>
        new(Since, null, [new("queue_age", state, "warning", state == "well" ? null : Since, state == "well" ? [] : ["The first of outbox waits for 130 s"])]);

    private static JsonElement Read(ReceivedPost post) => JsonDocument.Parse(post.Body).RootElement;
}
