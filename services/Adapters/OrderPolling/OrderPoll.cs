using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.Reconciling;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>
/// One poll: (1) list a page of what changed since the mark, (2) bring it in, (3) note where the next begins, and after the
/// last page (4) move the mark. Interrupted anywhere it brings the same orders in again, under the same keys.
/// </summary>
internal sealed partial class OrderPoll(
    PollStore polls, OrderIntake intake, PollPatience patience, PushesFirst pushes, IOptions<OrderPollingOptions> options, TimeProvider clock, ILogger<OrderPoll> logger)
{
    /// <summary>Of a claim, for listing one page.</summary>
    private const double PartOfClaim = 0.5;

    public async Task RunAsync(ClaimedPoll poll, Connection connection, IOrderSource source, CancellationToken cancellation)
    {
        var since = poll.ReadUntil.AddMinutes(-options.Value.OverlapMinutes);
        var (cursor, found) = (poll.Cursor, 0);
        do
        {
            await pushes.WaitAsync(connection, cancellation);
            if (!await polls.KeepAsync(poll, cursor, cancellation)) return;
            var at = cursor;
            Task<bool> KeepAsync() => polls.KeepAsync(poll, at, cancellation);
            var answer = await patience.AskAsync(() => ListAsync(connection, source, since, at, cancellation), Passing, KeepAsync, cancellation);
            var result = answer is OrderListAnswer.Page page
                ? await intake.BringAsync(source, connection, page.Orders, KeepAsync, cancellation)
                : new IntakeResult(0, Failure: answer);
            found += result.Published;
            if (result.Failure is not null) { await FailAsync(poll, result.Failure, found, cancellation); return; }
            if (result.Lost) return;
            cursor = ((OrderListAnswer.Page)answer).Next;
        }
        while (cursor is not null);
        await polls.CompleteAsync(poll, cancellation);
        if (found > 0) Found(logger, poll.ConnectionId, found);
    }

    private static TimeSpan? Passing(OrderListAnswer answer) => answer is OrderListAnswer.Unavailable unavailable ? unavailable.RetryAfter ?? TimeSpan.Zero : null;

    private async Task<OrderListAnswer> ListAsync(Connection connection, IOrderSource source, DateTimeOffset since, string? cursor, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.ClaimMs * PartOfClaim), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            return await source.ListAsync(connection, since, cursor, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new OrderListAnswer.Unavailable("order_polling.page_overran");
        }
    }

    /// <summary>A page that is refused may be so for its cursor, which a platform does not keep for ever: the next poll begins anew.</summary>
    private async Task FailAsync(ClaimedPoll poll, OrderListAnswer failure, int found, CancellationToken cancellation)
    {
        var soon = TimeSpan.FromSeconds(options.Value.RetrySeconds);
        var (code, next) = failure switch
        {
            OrderListAnswer.Unavailable unavailable => (unavailable.Code, unavailable.RetryAfter is { } wish && wish > soon ? wish : soon),
            OrderListAnswer.Refused refused => (refused.Code, poll.Cursor is null ? TimeSpan.FromMinutes(Math.Max(1, options.Value.EveryMinutes)) : soon),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
        Failed(logger, poll.ConnectionId, code, found);
        await polls.FailAsync(poll, code, next, failure is OrderListAnswer.Refused, cancellation);
    }

    [LoggerMessage(5401, LogLevel.Information, "{Connection} had {Orders} orders with news that no webhook told of")]
    private static partial void Found(ILogger logger, string connection, int orders);

    [LoggerMessage(5402, LogLevel.Warning, "The orders of {Connection} could not be read to the end: {Code}, after {Orders} with news")]
    private static partial void Failed(ILogger logger, string connection, string code, int orders);
}
