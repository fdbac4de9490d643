using System.Text.Json;

namespace CreatorFlow.Adapters.Meta;

/// <summary>What <c>items_batch</c> answers at once: where to ask, and what it would not even begin with.</summary>
/// <param name="Handles">None: nothing was accepted.</param>
/// <param name="Invalid">Retailer ids with errors; warnings are no errors.</param>
internal sealed record BatchReceipt(IReadOnlyList<string> Handles, IReadOnlySet<string> Invalid)
{
    public static BatchReceipt Read(JsonElement body) => new(
        [.. body.Items("handles").Where(h => h.ValueKind == JsonValueKind.String).Select(h => h.GetString()!)],
        body.Items("validation_status").Where(v => v.Items("errors").Any()).Select(v => v.Text("retailer_id")).OfType<string>().ToHashSet(StringComparer.Ordinal));
}

/// <summary>What <c>check_batch_request_status</c> answers.</summary>
/// <param name="Finished">Whether anything further may still happen.</param>
/// <param name="Invalid">Retailer ids that were not taken.</param>
/// <param name="Unnamed">Whether more failed than are named: Meta lists the first errors alone.</param>
internal sealed record BatchStatus(bool Finished, IReadOnlySet<string> Invalid, bool Unnamed)
{
    /// <summary>The state of one handle, or null when the answer does not speak of it.</summary>
    public static BatchStatus? Read(JsonElement body, string handle)
    {
        var found = body.Items("data").FirstOrDefault(d => d.Text("handle") == handle);
        if (found.ValueKind != JsonValueKind.Object) return null;
        var invalid = found.Items("errors").Select(e => e.Text("id") ?? e.Text("retailer_id"))
            .Concat(found.Items("ids_of_invalid_requests").Select(i => i.ValueKind == JsonValueKind.String ? i.GetString() : null))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        var errors = found.TryGetProperty("errors_total_count", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt64(out var count) ? count : 0;
        errors = Math.Max(errors, found.Items("errors").Count());
        return new(found.Text("status") == "finished", invalid, errors > invalid.Count);
    }
}

/// <summary>Reading what may be missing or of another kind.</summary>
internal static class GraphJson
{
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Array ? child.EnumerateArray() : [];

    public static string? Text(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.String ? child.GetString() : null;
}
