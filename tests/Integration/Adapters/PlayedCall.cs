using System.Text.Json;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>A call that arrived at a played platform.</summary>
/// <param name="At">When its last byte had been read.</param>
/// <param name="Path">Of its address.</param>
/// <param name="Told">Listings and the quantities that it sets; empty when it only asks.</param>
internal sealed record PlayedCall(DateTimeOffset At, string Path, IReadOnlyList<(string Listing, long Quantity)> Told)
{
    /// <summary>Null while it has no answer.</summary>
    public PlayedAnswer? Answer { get; set; }

    /// <summary>The name of a GraphQL document's operation; null elsewhere.</summary>
    public string? Operation { get; private init; }

    public static PlayedCall Of(string platform, string path, byte[] body, DateTimeOffset at) =>
        new(at, path, body.Length == 0 ? [] : Read(platform, path, body)) { Operation = platform == Platforms.Shopify && body.Length > 0 ? OperationOf(body) : null };

    private static string? OperationOf(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("query").GetString()!.Split(' ', '(', '{') is [_, var name, ..] ? name : null;
    }

    private static List<(string, long)> Read(string platform, string path, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return platform switch
        {
            Platforms.Shopify => root.GetProperty("variables").TryGetProperty("input", out var input)
                ? [.. input.GetProperty("quantities").EnumerateArray().Select(q => (q.GetProperty("inventoryItemId").GetString()!.Split('/')[^1], q.GetProperty("quantity").GetInt64()))]
                : [],
            Platforms.TikTok => root.TryGetProperty("skus", out var skus)
                ? [.. skus.EnumerateArray().Select(s => (s.GetProperty("id").GetString()!, s.GetProperty("inventory")[0].GetProperty("quantity").GetInt64()))]
                : [],
            Platforms.Amazon when path.StartsWith("/simulator/amazon/documents/", StringComparison.Ordinal) =>
                [.. root.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("sku").GetString()!, m.GetProperty("patches")[0].GetProperty("value")[0].GetProperty("quantity").GetInt64()))],
            Platforms.Amazon when path.StartsWith("/feeds/", StringComparison.Ordinal) => [],
            Platforms.Amazon => [(Uri.UnescapeDataString(path.Split('/')[^1]), root.GetProperty("patches")[0].GetProperty("value")[0].GetProperty("quantity").GetInt64())],
            _ => [.. root.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("data")).Select(d => (d.GetProperty("id").GetString()!, d.GetProperty("quantity_to_sell_on_facebook").GetInt64()))],
        };
    }
}

/// <summary>What the platform said to a call.</summary>
/// <param name="Throttled">It did nothing but say that there were too many.</param>
/// <param name="Points">Shopify's price of it; 1 elsewhere.</param>
/// <param name="Took">It took all that it was told.</param>
internal sealed record PlayedAnswer(bool Throttled, double Points, bool Took)
{
    public static PlayedAnswer Of(string platform, int status, bool tells, byte[] body)
    {
        if (status is < 200 or >= 300) return new(status == 429, 1, Took: false);
        if (platform != Platforms.Shopify && (!tells || body is not [(byte)'{', ..])) return new(false, 1, Took: tells); // a document's address answers nothing
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return platform switch
        {
            Platforms.Shopify when root.TryGetProperty("data", out var data) => new(false, Cost(root), !data.TryGetProperty("inventorySetQuantities", out var set) || set.GetProperty("userErrors").GetArrayLength() == 0),
            Platforms.Shopify => new(true, 0, Took: false),
            Platforms.TikTok => new(false, 1, root.GetProperty("code").GetInt64() == 0 && !(root.TryGetProperty("data", out var data) && data.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0)),
            Platforms.Amazon => new(false, 1, !root.TryGetProperty("status", out var word) || word.GetString() != "INVALID"),
            _ => new(false, 1, !root.TryGetProperty("handles", out var handles) || handles.GetArrayLength() > 0),
        };
    }

    private static double Cost(JsonElement answer) => answer.GetProperty("extensions").GetProperty("cost").GetProperty("actualQueryCost").GetDouble();
}
