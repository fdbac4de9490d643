using System.Net.Http.Headers;
using System.Text.Json;
using CreatorFlow.Dashboard.Checksums;

namespace CreatorFlow.Benchmarks.Feed;

/// <summary>A client that keeps a copy, as docs/offline.md has it: through the gateway, with a key. Counts what it reads.</summary>
internal sealed class FeedClient : IDisposable
{
    private const int Page = 500;
    private readonly HttpClient http;

    public FeedClient(Uri gateway, string key)
    {
        http = new() { BaseAddress = gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public long Bytes { get; private set; }

    /// <summary>Ids with the versions that it holds.</summary>
    public Dictionary<string, long> Copy { get; } = new(StringComparer.Ordinal);

    public string Cursor { get; private set; } = "";

    /// <summary>Every change after its cursor.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CatchUpAsync()
    {
        for (var read = 0; ;)
        {
            using var page = await GetAsync($"api/v1/changes?limit={Page}&since={Uri.EscapeDataString(Cursor)}");
            foreach (var change in page.RootElement.GetProperty("changes").EnumerateArray())
            {
                Copy[change.GetProperty("id").GetString()!] = change.GetProperty("version").GetInt64();
                read++;
            }
            Cursor = page.RootElement.GetProperty("cursor").GetString()!;
            if (!page.RootElement.GetProperty("hasMore").GetBoolean()) return read;
        }
    }

    /// <summary>Compares its copy with the server's sums and reads again what differs.</summary>
    /// <returns>How many records were mended.</returns>
    public async Task<int> MendAsync()
    {
        using var sums = await GetAsync("api/v1/checksums?topic=inventory");
        var held = new RangeChecksum();
        foreach (var (id, version) in Copy) held.Add(id, version);
        var ours = held.Filled().ToDictionary(r => r.Range, r => r.Sum);
        var mended = 0;
        foreach (var range in sums.RootElement.GetProperty("ranges").EnumerateArray())
        {
            var number = range.GetProperty("range").GetInt32();
            if (ours.GetValueOrDefault(number) == range.GetProperty("sum").GetString()) continue;
            using var listed = await GetAsync($"api/v1/checksums/{number}?topic=inventory");
            foreach (var item in listed.RootElement.GetProperty("items").EnumerateArray())
            {
                var (id, version) = (item.GetProperty("id").GetString()!, item.GetProperty("version").GetInt64());
                if (Copy.GetValueOrDefault(id) >= version) continue;
                using var read = await GetAsync($"api/v1/inventory/{Uri.EscapeDataString(id)}");
                Copy[id] = read.RootElement.GetProperty("version").GetInt64();
                mended++;
            }
        }
        return mended;
    }

    /// <summary>The whole list, as a client without delta sync reads it.</summary>
    /// <returns>How many items.</returns>
    public async Task<int> DownloadAsync()
    {
        var (items, cursor) = (0, "");
        do
        {
            using var page = await GetAsync($"api/v1/inventory?limit={Page}{(cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            items += page.RootElement.GetProperty("items").GetArrayLength();
            cursor = page.RootElement.GetProperty("nextCursor").GetString() ?? "";
        }
        while (cursor.Length > 0);
        return items;
    }

    /// <summary>Bytes that some work read.</summary>
    public async Task<(long Bytes, TimeSpan Took, int Count)> MeasureAsync(Func<FeedClient, Task<int>> work)
    {
        var (before, since) = (Bytes, TimeProvider.System.GetTimestamp());
        var count = await work(this);
        return (Bytes - before, TimeProvider.System.GetElapsedTime(since), count);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonDocument> GetAsync(string path)
    {
        var body = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        Bytes += body.Length;
        return JsonDocument.Parse(body);
    }
}
