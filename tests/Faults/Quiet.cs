using System.Globalization;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Faults;

/// <summary>One wait until nothing is under way, and what it was for.</summary>
/// <param name="commerce">Where.</param>
/// <param name="orders">Whether polls of orders are to be over too: a platform at its limit may ask for minutes.</param>
internal sealed class Quiet(RunningCommerce commerce, bool orders)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private readonly long began = TimeProvider.System.GetTimestamp();
    private readonly SortedDictionary<string, double> waited = new(StringComparer.Ordinal);
    private (string Progress, long At) last;

    /// <summary>Until all is sent, handled, fetched and told.</summary>
    /// <returns>What was waited for, and for how many seconds at the longest.</returns>
    public async Task<string> ComesAsync(TimeSpan deadline)
    {
        try
        {
            await Eventually.Async(IsHereAsync, deadline, "nothing is under way", TimeSpan.FromMilliseconds(200));
            return Waited;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; {Waited}", e);
        }
    }

    private string Waited => string.Join(", ", waited.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} {w.Value:0.0} s")));

    private async Task<bool> IsHereAsync()
    {
        var (progress, pending) = await ProgressAsync();
        if (progress != last.Progress) last = (progress, TimeProvider.System.GetTimestamp());
        if ((await commerce.Platforms.StateAsync()).GetProperty("unsent").GetInt32() > 0) pending.Add("webhooks");
        if (await commerce.MessagesAsync() > 0) pending.Add("messages");
        foreach (var what in pending) waited[what] = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return pending.Count == 0 && TimeProvider.System.GetElapsedTime(last.At) > Silence;
    }

    /// <summary>How much there is of what happened, and what waits.</summary>
    private async Task<(string Progress, List<string> Pending)> ProgressAsync()
    {
        await using var command = commerce.Database.CreateCommand("""
            select format('%s %s', (select count(*) from mt_events), (select count(*) from deliveries)), array(
              select 'the outbox' where exists (select 1 from outbox) or exists (select 1 from ingest_spool)
              union all select distinct format('pushes to %s', c.platform) from pushes p join connections c on c.id = p.connection_id where p.status = 'waiting'
              union all select distinct format('orders of %s', c.platform) from order_polls p join connections c on c.id = p.connection_id
                where $1 and (p.failure is not null or p.claimed_until is not null or p.due_at <= now()))
            """);
        command.Parameters.Add(new() { Value = orders });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetString(0), [.. row.GetFieldValue<string[]>(1)]);
    }
}
