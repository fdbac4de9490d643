using CreatorFlow.Accounts.Connections;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>Lets the pushes of a channel that are due go before a page of it, which takes its tokens from the same buckets.</summary>
internal sealed class PushesFirst(Books books, IOptions<ReconcilingOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async Task WaitAsync(Connection connection, CancellationToken cancellation)
    {
        for (var since = clock.GetTimestamp(); clock.GetElapsedTime(since).TotalMilliseconds < options.Value.GiveWayMs; await Task.Delay(LookEvery, clock, cancellation))
            if (!await books.AnyPushDueAsync(connection, cancellation)) return;
    }
}
