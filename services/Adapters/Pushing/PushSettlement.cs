using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Hosting.Database;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>Says what is about to be told, and writes down what came of it: to the creator's partition first, then to the table. Repeated, it changes nothing.</summary>
internal sealed class PushSettlement(PushStore pushes, DeliveryPublisher publisher, PushPatience patience, PushMeter meter, DatabaseGate gate, TimeProvider clock)
{
    /// <summary>So that the echo finds the books prepared; a try that is not the first says nothing.</summary>
    public async Task BeginAsync(Connection connection, IReadOnlyList<WaitingPush> claimed, CancellationToken stopping)
    {
        var first = claimed.Where(p => p.Attempts == 0).ToList();
        if (first.Count > 0) await publisher.PublishAsync(PushReport.Begun(connection, first, clock.GetUtcNow()), stopping);
    }

    public async Task SettleAsync(Connection connection, List<AnsweredPush> answers, CancellationToken stopping)
    {
        var final = answers.FindAll(patience.IsFinal);
        if (final.Count > 0) await publisher.PublishAsync(PushReport.Of(connection, final, patience, clock.GetUtcNow()), stopping);
        await gate.OpenAsync(stopping); // all lanes have an answer when the database goes; each would be told again
        await pushes.RecordAsync(connection, answers, stopping);
        meter.Told(connection.Platform, answers, clock.GetUtcNow());
    }
}
