using System.Globalization;
using System.Text.Json;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary>Compares folded streams with the stored documents, some hundred at a time. Not thread-safe.</summary>
internal sealed class ReadModelCheck(NpgsqlConnection connection, string tenant, Action<Finding> found)
{
    private const int AtOnce = 500;
    private static readonly string Documents = Sql.Load("Verify/documents.sql");
    private readonly Dictionary<(ReadModel Model, string Id), StreamFold> waiting = [];

    /// <param name="stream">Its id.</param>
    /// <param name="fold">Null when there is nothing to compare: no read model shows it, or its log is broken.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task AddAsync(string stream, StreamFold? fold, CancellationToken cancellation)
    {
        if (fold is null || ReadModel.Of(stream) is not { } model) return;
        waiting[(model, model.IdOf(stream))] = fold;
        if (waiting.Count >= AtOnce) await CompareAsync(cancellation);
    }

    /// <summary>Compares what still waits.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        foreach (var group in waiting.GroupBy(w => w.Key.Model, w => w.Key.Id)) await CompareAsync(group.Key, [.. group], cancellation);
        foreach (var (model, id) in waiting.Keys)
            found(new(FindingCodes.ReadModelMissing, tenant, $"{model.Alias} {id}", $"there is no row of {model.StreamPrefix}{id}"));
        waiting.Clear();
    }

    private async Task CompareAsync(ReadModel model, string[] ids, CancellationToken cancellation)
    {
        var rows = connection.RowsAsync(model.Fill(Documents), r => (Id: r.GetString(0), Data: r.GetFieldValue<byte[]>(1), Version: r.GetInt64(2)), cancellation, tenant, ids);
        await foreach (var row in rows)
        {
            if (!waiting.Remove((model, row.Id), out var fold)) continue;
            var wrong = Differences(row.Data, fold.Document(row.Id)).ToList();
            if (row.Version != fold.Version) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"mt_version is {row.Version}, by the log {fold.Version}"));
            if (wrong.Count > 0) found(new(FindingCodes.ReadModelWrong, tenant, $"{model.Alias} {row.Id}", string.Join("; ", wrong)));
        }
    }

    /// <summary>The properties that differ, with both values.</summary>
    private static List<string> Differences(byte[] stored, byte[] folded)
    {
        using var live = JsonDocument.Parse(stored);
        using var right = JsonDocument.Parse(folded);
        if (JsonElement.DeepEquals(live.RootElement, right.RootElement)) return [];
        if (live.RootElement.ValueKind != JsonValueKind.Object) return ["it is no object"];
        var names = live.RootElement.EnumerateObject().Concat(right.RootElement.EnumerateObject()).Select(p => p.Name).Distinct(StringComparer.Ordinal);
        return [.. names.Select(n => (Name: n, Live: Value(live, n), Right: Value(right, n)))
            .Where(p => !(p.Live is { } l && p.Right is { } r && JsonElement.DeepEquals(l, r)))
            .Select(p => $"{p.Name} is {Text(p.Live)}, by the log {Text(p.Right)}")];
    }

    private static JsonElement? Value(JsonDocument document, string name) => document.RootElement.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement? value) => value?.GetRawText() ?? "absent";
}
