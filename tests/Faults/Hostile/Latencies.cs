using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Faults.Rolling;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>How long honest requests take, from the moment they are sent to their answer's head, by what they are and by the part of the run. Thread-safe.</summary>
internal sealed class Latencies() : DelegatingHandler(Answers.Sends())
{
    private readonly ConcurrentDictionary<(string Part, string Kind), ConcurrentQueue<TimeSpan>> taken = new();

    /// <summary>Which part of the run it is.</summary>
    public string Part { get; set; } = "starting";

    public IReadOnlyList<Latency> Of(string part) => [.. taken.Where(t => t.Key.Part == part).OrderBy(t => t.Key.Kind, StringComparer.Ordinal).Select(t => Latency.Of(part, t.Key.Kind, t.Value))];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (part, sent) = (Part, TimeProvider.System.GetTimestamp());
        var answer = await base.SendAsync(request, cancellationToken);
        if (KindOf(request) is { } kind) taken.GetOrAdd((part, kind), _ => new()).Enqueue(TimeProvider.System.GetElapsedTime(sent));
        return answer;
    }

    private static string? KindOf(HttpRequestMessage request) => (request.Method.Method, request.RequestUri!.AbsolutePath) switch
    {
        (_, var path) when path.StartsWith("/webhooks/", StringComparison.Ordinal) => "webhook acknowledged",
        (_, "/api/v1/stream") => null,
        ("GET", _) => "API read",
        _ => "API write",
    };
}

/// <summary>Percentiles in milliseconds.</summary>
internal sealed record Latency(string Part, string Kind, int Requests, double P50, double P95, double P99, double Worst)
{
    public static Latency Of(string part, string kind, IEnumerable<TimeSpan> taken)
    {
        var sorted = taken.Select(t => t.TotalMilliseconds).Order().ToList();
        return new(part, kind, sorted.Count, sorted.Percentile(50), sorted.Percentile(95), sorted.Percentile(99), sorted[^1]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"| {Part} | {Kind} | {Requests:N0} | {P50:0.0} | {P95:0.0} | {P99:0.0} | {Worst:0.0} |");
}
