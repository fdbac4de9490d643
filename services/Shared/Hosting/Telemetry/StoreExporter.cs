using System.Diagnostics;
using OpenTelemetry;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Brings spans to the <see cref="TraceStore"/>. Called by the batching processor's own thread.</summary>
internal sealed class StoreExporter(TraceStore store, string service) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        var spans = new List<(ActivityTraceId, bool, StoredSpan)>();
        foreach (var span in batch) spans.Add((span.TraceId, TailSampling.IsRemarkable(span), StoredSpan.Of(span, service)));
        store.AddAsync(spans).GetAwaiter().GetResult(); // the thread is there for nothing else
        return ExportResult.Success;
    }
}
