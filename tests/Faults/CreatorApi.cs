using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Faults;

/// <summary>One run as the API shows it when it is over.</summary>
internal sealed record ComparedChannel(string Platform, string Status, string? Failure, long Listings, long Settling, long Drifting, long Repairs, string Causes);

/// <summary>A creator's view of the product: its API with its key, through the gateway.</summary>
internal sealed class CreatorApi : IDisposable
{
    private readonly HttpClient http;

    /// <param name="gateway">Its address.</param>
    /// <param name="creator">Whose key is shown.</param>
    /// <param name="patience">How long an answer is waited for; long when null.</param>
    /// <param name="handler">Sends; one of its own when null.</param>
    public CreatorApi(string gateway, PlayedCreator creator, TimeSpan? patience = null, HttpMessageHandler? handler = null)
    {
        http = new(handler ?? new SocketsHttpHandler(), disposeHandler: handler is null) { BaseAddress = new Uri(gateway), Timeout = patience ?? TimeSpan.FromSeconds(100) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", creator.Key);
    }

    /// <summary>Compares a channel and waits for the end of it.</summary>
    public async Task<ComparedChannel> ReconcileAsync(PlayedChannel channel, bool dryRun)
    {
        using var begun = await http.PostAsJsonAsync($"api/v1/channels/{channel.Id}/reconciliations", new { dryRun });
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
        JsonElement run = default;
        await Eventually.Async(async () => (run = await http.GetFromJsonAsync<JsonElement>(begun.Headers.Location)).GetProperty("status").GetString() is "completed" or "failed",
            TimeSpan.FromMinutes(6), $"{channel.Id} is compared", TimeSpan.FromMilliseconds(100));
        return new(channel.Platform, run.GetProperty("status").GetString()!, run.GetProperty("failure").GetString(), Number("listings"), Number("settling"), Number("drifting"), Number("repairs"),
            run.GetProperty("causes").GetRawText());

        long Number(string name) => run.GetProperty(name).GetInt64();
    }

    /// <summary>What is on hand of a SKU; null where the answer cannot be had now.</summary>
    public async Task<long?> OnHandAsync(string sku)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"api/v1/inventory/{sku}", UriKind.Relative));
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("onHand").GetInt64() : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>All of a list, page by page.</summary>
    public async Task<List<JsonElement>> ListAsync(string list)
    {
        var all = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"api/v1/{list}?limit=500{cursor}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.TryGetProperty("nextCursor", out var next) && next.GetString() is { } more) cursor = $"&cursor={Uri.EscapeDataString(more)}";
            else return all;
        }
    }

    public void Dispose() => http.Dispose();
}
