using System.Globalization;
using System.Text.Json;
using CreatorFlow.Parking;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Replay;

/// <summary>Parked events as a table, in the order of their parking.</summary>
internal static class ParkedList
{
    private const int Page = 1_000;

    public static async Task<int> ShowAsync(ParkedEvents parked, Screen screen, string? creator, string? aggregate, CancellationToken cancellation)
    {
        var open = await OpenAsync(parked, new() { Creator = creator, Aggregate = aggregate }, cancellation);
        if (open.Count > 0)
            screen.Table(["position", "creator", "aggregate", "event", "status", "reason", "parked", "last tried"], open.Select(Row), numbers: ["position"]);
        screen.Say(open.Count == 0 ? "Nothing is parked." : string.Create(CultureInfo.InvariantCulture,
            $"{open.Count(p => p.Status == "parked"):N0} parked, {open.Count(p => p.Status == "waiting"):N0} waiting behind them; aggregates held up: {open.Select(p => (p.Creator, p.Aggregate)).Distinct().Count():N0}"));
        return 0;
    }

    /// <summary>All that is open and was asked for.</summary>
    public static async Task<List<ParkedEntry>> OpenAsync(ParkedEvents parked, ParkedQuery wanted, CancellationToken cancellation)
    {
        var open = new List<ParkedEntry>();
        while (true)
        {
            var page = await parked.ListAsync(wanted with { Status = "open", Limit = Page, AfterPosition = open.Count == 0 ? 0 : open[^1].Position }, cancellation);
            open.AddRange(page);
            if (page.Count < Page) return open;
        }
    }

    public static string[] Row(ParkedEntry entry) =>
    [
        entry.Position.ToString(CultureInfo.InvariantCulture), entry.Creator, entry.Aggregate, TypeOf(entry), entry.Status, entry.Reason,
        Screen.Time(entry.ParkedAt), entry.TriedAt is { } tried ? Screen.Time(tried) : "never",
    ];

    private static string TypeOf(ParkedEntry entry)
    {
        using var happened = JsonDocument.Parse(entry.Event);
        return happened.RootElement.GetProperty("$type").GetString()!;
    }
}
