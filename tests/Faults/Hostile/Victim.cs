using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>A creator with something at most addresses, all of it with one secret word in what it says.</summary>
internal sealed class Victim(string gateway, PlayedCreator creator, Words words) : IDisposable
{
    private const string Table = "tests/Integration/Access/roles.txt";
    private readonly HttpClient api = new() { BaseAddress = new Uri(gateway), DefaultRequestHeaders = { { "Authorization", $"Bearer {creator.Key}" } } };

    public async Task FillAsync()
    {
        using var sender = new StandardSender(new Uri(gateway), creator.Of(Platforms.Standard).Secret);
        var connection = creator.Of(Platforms.Standard).Id;
        string[] said =
        [
            $$$"""{"type":"inventory.stock_updated","timestamp":"{0}","data":{"sku":"{{{words.Named}}}","set":7,"reason":"{{{words.Secret}}}"}}""",
            $$$"""{"type":"listing.seen","timestamp":"{0}","data":{"listingId":"L{{{words.Named}}}","sku":"{{{words.Named}}}","title":"Title {{{words.Secret}}}"}}""",
            $$$"""{"type":"order.created","timestamp":"{0}","data":{"orderId":"O{{{words.Named}}}","name":"{{{words.Secret}}}","lines":[{"sku":"{{{words.Named}}}","quantity":1}]}}""",
            $$$"""{"type":"{{{words.Secret}}}","timestamp":"{0}","data":{}}""",
        ];
        foreach (var (body, number) in said.Select((body, number) => (body, number)))
            await sender.PostUntilAcknowledgedAsync(connection, $"{words.Named}-{number}", body.Replace("{0}", DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O"), StringComparison.Ordinal));
        await Eventually.Async(async () => (await ItemsAsync("orders")).Count > 0 && (await ItemsAsync("deliveries")).Count == said.Length, what: "what the victim was sent is there");
        await MakeAsync("keys", new { name = words.Secret, role = "staff" });
        await MakeAsync("share-links", new { scope = "inventory", label = words.Secret });
        var webhook = await MakeAsync("alert-webhooks", new { name = words.Secret, address = $"https://93.184.215.14/{words.Secret}" });
        (await api.PostAsync(new Uri($"api/v1/alert-webhooks/{webhook.GetProperty("id").GetString()}/pause", UriKind.Relative), null)).EnsureSuccessStatusCode();
    }

    /// <summary>Every route with a parameter, by whom it may be used, with the victim's ids for them.</summary>
    public async Task<IReadOnlyList<VictimsRoute>> RoutesAsync()
    {
        var cursor = (await api.GetFromJsonAsync<JsonElement>("api/v1/deliveries?limit=1")).GetProperty("nextCursor").GetString()!;
        var routes = new List<VictimsRoute>();
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(Root(), Table))).Where(line => line.Contains('{', StringComparison.Ordinal)))
        {
            var (method, pattern) = (line.Split(' ')[0], line.Split(' ')[1].TrimEnd(':'));
            var parts = pattern.Split('/');
            var filled = new List<string>();
            foreach (var (part, at) in parts.Select((part, at) => (part, at))) filled.Add(part is ['{', .., '}'] ? Uri.EscapeDataString(await IdOfAsync(parts[at - 1], part[1..^1])) : part);
            routes.Add(new(method, pattern, string.Join('/', filled) + (pattern.Contains("/checksums", StringComparison.Ordinal) ? "?topic=inventory" : ""), cursor));
        }
        return routes;
    }

    public void Dispose() => api.Dispose();

    private async Task<string> IdOfAsync(string collection, string name) => (collection, name) switch
    {
        (_, "sku" or "**sku") => words.Named,
        (_, "**rest") => $"{words.Named}/settings",
        (_, "listingId") => $"L{words.Named}",
        ("channels" or "connections", "id") or (_, "connectionId") => creator.Of(Platforms.Standard).Id,
        (_, "range") => "7",
        (_, "secretId") => await FirstAsync($"connections/{creator.Of(Platforms.Standard).Id}/secrets"),
        (_, "eventId") => await FirstAsync($"inventory/{words.Named}/events"),
        _ => await FirstAsync(collection),
    };

    /// <summary>The id of the first of a list; a made-up one of those that are empty.</summary>
    private async Task<string> FirstAsync(string list) =>
        (await ItemsAsync(list)) is [var first, ..] ? first.GetProperty("id").ToString() : $"none-of-{words.Named}";

    private async Task<List<JsonElement>> ItemsAsync(string list)
    {
        using var answer = await api.GetAsync(new Uri($"api/v1/{list}", UriKind.Relative));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("items", out var items) ? [.. items.EnumerateArray()] : [];
    }

    private async Task<JsonElement> MakeAsync(string list, object wanted)
    {
        using var made = await api.PostAsJsonAsync($"api/v1/{list}", wanted);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        return await made.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) return folder.FullName;
        throw new InvalidOperationException("The repository is not above the tests.");
    }
}
