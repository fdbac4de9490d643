using System.Diagnostics;
using CreatorFlow.Testing.Platform;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>Notes each number that a page shows as available, and when it was painted.</summary>
internal sealed class ShownNumbers
{
    private const string Script = """
        window.shownNumbers = []
        const painted = (then) => requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = then
          channel.port2.postMessage(null)
        })
        new MutationObserver((records) => {
          const changed = new Set(records.map(({ target }) => target).filter((target) => target.dataset.testid?.startsWith('available-')))
          const numbers = [...changed].map((target) => [target.dataset.testid.slice('available-'.length), Number(target.dataset.value)])
          if (numbers.length > 0) painted(() => {
            const at = performance.timeOrigin + performance.now()
            for (const [sku, number] of numbers) window.shownNumbers.push({ sku, number, at })
          })
        }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-value'] })
        """;

    // Both clocks tell the machine's time; the difference is taken once.
    private readonly (long Timestamp, double Epoch) now = (Stopwatch.GetTimestamp(), (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds);

    public static Task WatchAsync(IPage page) => page.EvaluateAsync($"() => {{ {Script} }}");

    public static async Task<IReadOnlyList<Shown>> TakeAsync(IPage page) => await page.EvaluateAsync<Shown[]>("window.shownNumbers.splice(0)");

    /// <summary>How late each webhook about a SKU in sight was shown: by the first number of its SKU that is its own or a later one.</summary>
    /// <exception cref="InvalidOperationException">One was never shown.</exception>
    public List<double> Late(PacedTraffic traffic, IReadOnlyList<Shown> shown, long from)
    {
        var bySku = shown.GroupBy(s => s.Sku).ToDictionary(g => g.Key, g => g.OrderBy(s => s.At).ToList(), StringComparer.Ordinal);
        var late = new List<double>();
        foreach (var (number, (sku, at)) in traffic.Sent.Where(s => s.Value.At >= from && bySku.ContainsKey(s.Value.Sku)))
        {
            var first = bySku[sku].Find(s => s.Number >= number) ?? throw new InvalidOperationException($"{sku}: {number} was never shown");
            late.Add(first.At - (now.Epoch + Stopwatch.GetElapsedTime(now.Timestamp, at).TotalMilliseconds));
        }
        return late;
    }

    /// <summary>Numbers that came after a later one: shown twice, or in the wrong order.</summary>
    public static int Backwards(IEnumerable<Shown> shown) => shown.GroupBy(s => s.Sku).Sum(g => g.OrderBy(s => s.At).Zip(g.OrderBy(s => s.At).Skip(1)).Count(pair => pair.Second.Number <= pair.First.Number));
}

/// <param name="Sku">Of what.</param>
/// <param name="Number">Available.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record Shown(string Sku, long Number, double At)
{
    /// <summary>For the browser's answers.</summary>
    public Shown() : this("", 0, 0) { }
}
