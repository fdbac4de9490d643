using CreatorFlow.Benchmarks.Sending;
using CreatorFlow.Testing;

namespace CreatorFlow.Benchmarks;

/// <summary>Somebody who takes signed webhooks of one difference each.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Address">Where they are posted.</param>
/// <param name="AppliedAsync">How many events are in its read model.</param>
internal sealed record Intake(string Name, Uri Address, Func<Task<long>> AppliedAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10), Look = TimeSpan.FromMilliseconds(100);

    /// <summary>As fast as they are taken, and until all of them are applied.</summary>
    public async Task<IntakeRun> RunAsync(SignedWebhooks webhooks, int count, int inFlight)
    {
        var (requests, before) = (webhooks.Make(Address, count), await AppliedAsync());
        var since = TimeProvider.System.GetTimestamp();
        var acknowledged = await Load.RushAsync(Address, requests, inFlight);
        await Eventually.Async(async () => await AppliedAsync() >= before + count, Patience, $"{Name}: {count} webhooks are applied", Look);
        return new(count, TimeProvider.System.GetElapsedTime(since), acknowledged);
    }
}

/// <summary>One run.</summary>
/// <param name="Webhooks">How many.</param>
/// <param name="Took">Until the last of them was applied.</param>
/// <param name="Acknowledged">Their answers.</param>
internal sealed record IntakeRun(int Webhooks, TimeSpan Took, Acknowledged Acknowledged);
