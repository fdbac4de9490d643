using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>Makes the attempts that are due, many at once, few of them at one webhook.</summary>
internal sealed partial class DeliveryDispatch(DeliveryStore store, DeliveryAttempt attempt, IOptions<AlertingOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<DeliveryDispatch> logger)
    : Dispatch(options.Value.SendEveryMs, gate, clock)
{
    protected override async Task LookAsync(CancellationToken stopping)
    {
        while (Count < options.Value.AtOnce && await store.ClaimAsync(stopping) is { } delivery)
            Begin($"{delivery.Creator}/{delivery.Id}/{delivery.Number}", () => attempt.RunAsync(delivery, stopping), () => store.ReleaseAsync(delivery), e => Interrupted(logger, delivery.Id, e), stopping);
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    [LoggerMessage(5621, LogLevel.Warning, "Messages of alerts cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);

    [LoggerMessage(5622, LogLevel.Error, "Sending {Message} was interrupted; it is sent again")]
    private static partial void Interrupted(ILogger logger, string message, Exception error);
}
