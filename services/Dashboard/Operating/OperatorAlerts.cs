using System.Globalization;
using System.Text.Json;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Dashboard.Operating;

/// <summary>
/// Posts to the operators' own system that an alert fires, and that it is over. What was told last is in Redis: each replica compares it with what it
/// sees, one of them makes the attempt, and one that fails or dies with it leaves it to be made again. Told at least once, under the same id.
/// </summary>
/// <remarks>What fired and was over before anybody could be told is not told. Without Redis nothing is known of the services either, and nothing told: Prometheus and its own alerts are beside this for that.</remarks>
internal sealed partial class OperatorAlerts(OpsWatch watch, RedisCache redis, IOptions<OperatorAlertOptions> options, TimeProvider clock, ILogger<OperatorAlerts> logger) : BackgroundService
{
    private const string Told = "operator-alerts";
    private const string Firing = "firing";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lease = Patience + TimeSpan.FromSeconds(5); // of a replica that dies with its attempt
    private static readonly TimeSpan Settled = 2 * OpsWatch.Pause; // another replica may have looked before what was told came to be

    // The id of what is to be told stays until it was; 0: told already, or somebody's attempt is under way.
    private const string Claim = """
        if (redis.call('hget', KEYS[1], ARGV[1]) or 'well') == ARGV[2] then
          redis.call('hdel', KEYS[1], ARGV[1] .. ' next')
          return 0
        end
        if not redis.call('set', KEYS[2], 1, 'NX', 'PX', ARGV[3]) then return 0 end
        local time = redis.call('time')
        redis.call('hsetnx', KEYS[1], ARGV[1] .. ' next', string.format('%.0f', time[1] * 1000000 + time[2]))
        return tonumber(redis.call('hget', KEYS[1], ARGV[1] .. ' next'))
        """;

    private const string Done = """
        redis.call('hset', KEYS[1], ARGV[1], ARGV[2])
        redis.call('hdel', KEYS[1], ARGV[1] .. ' next')
        return redis.call('pexpire', KEYS[2], ARGV[3])
        """;

    private const string Again = "return redis.call('pexpire', KEYS[1], ARGV[1])";

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });

    /// <summary>Tells what is to be told now; not to be called concurrently.</summary>
    /// <param name="seen">As it was last seen: asked again for each alert, since telling one may take long.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task TellAsync(Func<OpsState> seen, CancellationToken cancellation)
    {
        foreach (var name in seen().Alerts.Select(a => a.Name))
            if (seen().Alerts.FirstOrDefault(a => a.Name == name) is { State: Firing or "well" } alert) await TellAsync(alert, cancellation);
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Address is null) return;
        using var timer = new PeriodicTimer(OpsWatch.Pause, clock);
        do await TellAsync(() => watch.State, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TellAsync(OpsAlert alert, CancellationToken cancellation)
    {
        var (told, attempt) = (Told, $"{Told}:{alert.Name}");
        if (await redis.TryEvaluateAsync(Claim, [told, attempt], [alert.Name, alert.State, Milliseconds(Lease)]) is not (> 0 and var number)) return;
        if (await FailureAsync($"ops_{alert.Name}_{number}", alert, cancellation) is { } failure)
        {
            NotTaken(logger, alert.Name, failure);
            await redis.TryEvaluateAsync(Again, [attempt], [Milliseconds(TimeSpan.FromSeconds(options.Value.RetrySeconds))]);
        }
        else await redis.TryEvaluateAsync(Done, [told, attempt], [alert.Name, alert.State, Milliseconds(Settled)]);
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    /// <returns>Null when it was taken.</returns>
    private async Task<string?> FailureAsync(string id, OpsAlert alert, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var request = StandardWebhook.Request(new Uri(options.Value.Address!), id, Message(alert, clock.GetUtcNow()), options.Value.Secrets, clock.GetUtcNow());
            using var answer = await http.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode ? null : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return e.GetType().Name;
        }
    }

    private static byte[] Message(OpsAlert alert, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = alert.State == Firing ? "operator_alert.fired" : "operator_alert.resolved",
        timestamp = now.UtcDateTime,
        data = new { alert = alert.Name, alert.Severity, since = alert.Since?.UtcDateTime, alert.Summaries, link = "/ops" },
    }, JsonSerializerOptions.Web);

    [LoggerMessage(4501, LogLevel.Warning, "The operators' system did not take the alert {Alert}: {Failure}; it is told again")]
    private static partial void NotTaken(ILogger logger, string alert, string failure);
}
