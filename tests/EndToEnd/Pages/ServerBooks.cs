using System.Globalization;
using System.Text.Json;
using CreatorFlow.Testing;
using Microsoft.Playwright;
using Npgsql;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>What the server holds of one creator, to compare a browser's copy with.</summary>
internal sealed class ServerBooks(RunningPlatform platform, int creator = 0)
{
    private static readonly string[] Topics = ["inventory", "orders"];

    /// <summary>Waits until the browser's copy is the server's, row by row and sum by sum.</summary>
    /// <exception cref="TimeoutException">It never was; with what differed.</exception>
    public async Task EqualAsync(IPage page, TimeSpan patience)
    {
        List<string> differences = [];
        try
        {
            await Eventually.Async(async () => (differences = await DifferencesAsync(await KeptCopy.ReadAsync(page))).Count == 0, patience, every: TimeSpan.FromMilliseconds(250));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The copy is not the server's: {differences.Count} differences{Environment.NewLine}{string.Join(Environment.NewLine, differences.Take(20))}");
        }
    }

    public async Task<List<string>> DifferencesAsync(KeptCopy copy)
    {
        var differences = new List<string>();
        foreach (var topic in Topics)
        {
            var (here, there) = (topic == "inventory" ? copy.Inventory : copy.Orders, await RowsAsync(topic));
            differences.AddRange(here.Keys.Union(there.Keys).Where(id => here.GetValueOrDefault(id) != there.GetValueOrDefault(id))
                .Select(id => $"{topic} {id}: {here.GetValueOrDefault(id, "nothing")} here, {there.GetValueOrDefault(id, "nothing")} there"));
            var sums = copy.Sums(topic);
            differences.AddRange((await SumsAsync(topic)).Where(s => sums.GetValueOrDefault(s.Key) != s.Value).Select(s => $"{topic}, range {s.Key}: the sums differ"));
        }
        return differences;
    }

    public async Task<int> CountAsync(string topic) => (await ReadAsync($"/checksums?topic={topic}")).GetProperty("count").GetInt32();

    /// <summary>How far the feed reaches.</summary>
    public async Task<long> FeedAsync() => long.Parse((await ReadAsync("/changes?since=now")).GetProperty("cursor").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>How often each edit of a person is in the books, by the edit's id.</summary>
    public async Task<Dictionary<string, long>> AppliedAsync(IEnumerable<string> edits)
    {
        await using var database = NpgsqlDataSource.Create(platform.Host.Runtime.Postgres);
        await using var command = database.CreateCommand("""
            select substr(d.idempotency_key, 8), count(*)
            from deliveries d
            join mt_events e on e.tenant_id = d.tenant_id and e.causation_id = d.id
            where d.tenant_id = $1 and d.idempotency_key = any ($2) and e.type like 'inventory.stock_updated%'
            group by 1
            """);
        command.Parameters.Add(new() { Value = platform.Creator(creator).Id });
        command.Parameters.Add(new() { Value = edits.Select(id => $"manual:{id}").ToArray() });
        var applied = edits.ToDictionary(id => id, _ => 0L);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) applied[reader.GetString(0)] = reader.GetInt64(1);
        return applied;
    }

    private async Task<Dictionary<string, string>> RowsAsync(string topic)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await ReadAsync($"/{topic}?limit=500{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
            foreach (var item in page.GetProperty("items").EnumerateArray()) rows[item.GetProperty(topic == "inventory" ? "sku" : "id").GetString()!] = Row(topic, item);
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        return rows;
    }

    private static string Row(string topic, JsonElement item) => topic == "orders" ? item.GetProperty("status").GetString()! : string.Create(CultureInfo.InvariantCulture,
        $"{item.GetProperty("onHand").GetInt64()} {item.GetProperty("reserved").GetInt64()} {item.GetProperty("available").GetInt64()}");

    private async Task<Dictionary<int, string>> SumsAsync(string topic) => (await ReadAsync($"/checksums?topic={topic}")).GetProperty("ranges").EnumerateArray()
        .ToDictionary(r => r.GetProperty("range").GetInt32(), r => r.GetProperty("sum").GetString()!);

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await platform.GetAsync(path, creator);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
