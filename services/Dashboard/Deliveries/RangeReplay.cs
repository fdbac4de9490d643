using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Replays a range of webhooks in the order of their receipt, a few at a time: bodies are read no faster than they are sent.</summary>
internal sealed class RangeReplay(ArchivedWebhooks archive, ReplayCall ingest)
{
    private const int AtOnce = 50;

    /// <summary>Stops at the first batch that Ingest does not take, so that the order holds over the next call.</summary>
    public async Task<RangeReplayed> SendAsync(string creator, DeliveryFilter filter, string after, int most, CancellationToken cancellation)
    {
        var done = new RangeReplayed();
        for (var left = most; left > 0;)
        {
            var batch = await archive.ReadAsync(creator, filter, after, Math.Min(left, AtOnce), cancellation);
            if (batch.Count == 0) return done with { Next = null };
            if (await ingest.SendAsync(batch, cancellation) is not { } answers || answers.Any(a => a.Code == "ingest.unavailable"))
                return done with { Next = after, Broken = true };
            done.Skipped.AddRange(answers.Where(a => a.Code is not null));
            done = done with { Replayed = done.Replayed + answers.Count(a => a.Code is null) };
            after = batch[^1].Id;
            left -= batch.Count;
        }
        return done with { Next = after };
    }
}

/// <summary>What a call replayed.</summary>
internal sealed record RangeReplayed
{
    public int Replayed { get; init; }

    public List<ReplayedDelivery> Skipped { get; } = [];

    /// <summary>After which id to go on; null when the range is at its end. There may be nothing behind it.</summary>
    public string? Next { get; init; }

    /// <summary>Ingest did not take the rest.</summary>
    public bool Broken { get; init; }
}
