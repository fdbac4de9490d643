using System.Diagnostics;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection.Deliveries;

namespace CreatorFlow.Projection.Recording;

/// <summary>What was committed, as a span of each delivery's own trace: a batch has many. Thread-safe.</summary>
internal sealed class RecordingTrace(Signals signals, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <param name="books">What was committed.</param>
    /// <param name="began">When the batch was taken up.</param>
    public void Committed(BatchBooks books, DateTimeOffset began)
    {
        if (!signals.Activities.HasListeners()) return;
        var now = Now;
        foreach (var fate in books.Fates)
            if (fate.Delivery.TraceParent is { } parent) Committed(fate, parent, began, now, books.Fates.Count);
    }

    private void Committed(DeliveryFate fate, string parent, DateTimeOffset began, DateTimeOffset now, int batch)
    {
        var failed = fate.Outcome is Outcomes.Parked or Outcomes.Quarantined;
        using var span = signals.Activities.StartActivity("record", ActivityKind.Consumer, parent, failed ? [new(StoredSpan.Failure, CodeOf(fate))] : null, startTime: began);
        if (span is null) return;
        span.SetTag(StoredSpan.Creator, fate.Delivery.CreatorId).SetTag(StoredSpan.Delivery, fate.Delivery.Id);
        span.SetTag("creatorflow.topic", fate.Delivery.Topic).SetTag("creatorflow.outcome", fate.Outcome).SetTag("creatorflow.batch", batch);
        if (failed) span.SetStatus(ActivityStatusCode.Error);
        span.SetEndTime(now.UtcDateTime);
    }

    /// <summary>Behind the code a reason may quote what was sent.</summary>
    private static string CodeOf(DeliveryFate fate) => fate.Reason?.Split(':')[0] ?? fate.Outcome;
}
