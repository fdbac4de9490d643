using System.Diagnostics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Work;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Orders;

/// <summary>Reads an order, asking again with exponential backoff and jitter while that may help.</summary>
internal sealed class OrderReader(IOptions<OrderFetchOptions> options, TimeProvider clock, Signals signals)
{
    public async Task<OrderAnswer> ReadAsync(IOrderSource source, Connection connection, FetchOrder work, CancellationToken cancellation)
    {
        using var activity = signals.Activities.StartActivity("order.fetch", ActivityKind.Internal, work.TraceParent!);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await source.ReadAsync(connection, work.PlatformOrderId, cancellation);
            if (attempt >= AttemptsFor(answer)) return answer;
            await Task.Delay(DelayAfter(attempt, answer), clock, cancellation);
        }
    }

    private int AttemptsFor(OrderAnswer answer) => answer switch
    {
        OrderAnswer.Unavailable { NotAsked: true } => 1,
        OrderAnswer.Unavailable => options.Value.Attempts,
        OrderAnswer.NotFound => options.Value.AttemptsUntilKnown,
        _ => 1,
    };

    private TimeSpan DelayAfter(int attempt, OrderAnswer answer)
    {
        var settings = options.Value;
        var doubled = TimeSpan.FromMilliseconds(settings.FirstDelayMs * (1L << (attempt - 1)));
        var wished = answer is OrderAnswer.Unavailable { RetryAfter: { } wish } && wish > doubled ? wish : doubled;
        var longest = TimeSpan.FromMilliseconds(settings.LongestDelayMs);
        var jitter = TimeSpan.FromMilliseconds(Random.Shared.Next(settings.JitterMs + 1));
        return (wished < longest ? wished : longest) + jitter;
    }
}
