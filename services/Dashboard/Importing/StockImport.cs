using System.Globalization;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Importing;

/// <summary>What a row sees or leaves of a SKU.</summary>
/// <param name="OnHand">Units at the row's location.</param>
/// <param name="LowStockBelow">The alert's threshold.</param>
internal sealed record ImportState(long OnHand, long LowStockBelow);

/// <summary>What becomes of a row.</summary>
/// <param name="Row">Its number below the columns' names.</param>
/// <param name="Line">Of the file.</param>
/// <param name="Sku">It.</param>
/// <param name="Location">Where; null when nobody stands anywhere yet.</param>
/// <param name="Result">In a preview <c>change</c>, <c>create</c> (no such SKU yet), <c>unchanged</c> or <c>error</c>; in a run <c>applied</c>, <c>duplicate</c>,
/// <c>accepted</c> (not decided yet), <c>unchanged</c>, <c>refused</c>, <c>error</c>, or <c>unavailable</c> (send the file again: what counted counts once).</param>
/// <param name="Code">Stable, of an error or a refusal.</param>
/// <param name="Column">Which column is wrong.</param>
/// <param name="Before">As it stood; null for a SKU that was not there.</param>
/// <param name="After">As the row alone makes it; what sells meanwhile comes on top.</param>
internal sealed record ImportResult(int Row, int Line, string Sku, string? Location, string Result, string? Code, string? Column, ImportState? Before, ImportState? After);

/// <summary>Shows what a file would change, and changes it by the commands of a person. Thread-safe.</summary>
internal sealed class StockImport(NpgsqlDataSource database, CommandSender commands, TimeProvider clock)
{
    private const int CommandsAtOnce = 200;
    private static readonly string Items = Sql.Load("Importing/items.sql");

    public async Task<List<ImportResult>> PreviewAsync(string creator, IReadOnlyList<ImportRow> rows, CancellationToken cancellation)
    {
        var items = await ItemsAsync(creator, rows, cancellation);
        return [.. rows.Select(row => Compared(row, items.GetValueOrDefault(row.Sku)))];
    }

    /// <param name="who">On whose behalf; kept with the events.</param>
    /// <param name="rows">Of the file.</param>
    /// <param name="key">Of the file: each row's key is made of it.</param>
    /// <param name="cancellation">Ends the wait; what was sent is decided all the same.</param>
    public async Task<List<ImportResult>> RunAsync(CreatorIdentity who, IReadOnlyList<ImportRow> rows, string key, CancellationToken cancellation)
    {
        var results = await PreviewAsync(who.CreatorId, rows, cancellation);
        // A row that asks for what is there already is sent all the same: it is a count at this time, and its key tells a second file.
        var wanted = rows.SelectMany((row, i) => row.Error is null ? CommandsOf(row, key, clock.GetUtcNow()).Select(c => (Index: i, Command: c)) : []).Chunk(CommandsAtOnce);
        var away = false;
        foreach (var part in wanted)
        {
            away = away || !await TrySendAsync(who, part, results, cancellation);
            if (away) foreach (var (index, _) in part) results[index] = results[index] with { Result = "unavailable", Code = "commands.unavailable" };
        }
        return results;
    }

    private async Task<bool> TrySendAsync(CreatorIdentity who, (int Index, Command Command)[] part, List<ImportResult> results, CancellationToken cancellation)
    {
        try
        {
            var outcomes = await commands.SendAsync(who, [.. part.Select(p => p.Command)], cancellation);
            for (var i = 0; i < part.Length; i++) results[part[i].Index] = With(results[part[i].Index], outcomes[i]);
            return true;
        }
        catch (Exception e) when (CommandAnswer.IsUnavailable(e))
        {
            return false;
        }
    }

    /// <summary>Of a row's two commands the one that did not count tells.</summary>
    private static ImportResult With(ImportResult row, CommandOutcome? outcome) => (row.Result, outcome) switch
    {
        ("refused", _) => row,
        (_, null) => row with { Result = "accepted" },
        ("accepted", _) => row,
        ("applied", { Outcome: "duplicate" }) => row,
        (_, { Outcome: "applied" or "duplicate" }) => row with { Result = outcome.Outcome },
        _ => row with { Result = "refused", Code = outcome.Reason ?? "command.refused", After = row.Before },
    };

    private static IEnumerable<Command> CommandsOf(ImportRow row, string key, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{key}:{row.Row}");
        if (new StockAdjustment(row.Delta, row.OnHand, row.Location, row.Reason ?? "import").Of(row.Sku, now) is { } change) yield return new("inventory.adjust", name, change);
        if (row.LowStockBelow is { } low) yield return new("inventory.change_settings", $"{name}:settings", new SettingsChanged { Sku = row.Sku, LowStockBelow = low, OccurredAt = now });
    }

    private static ImportResult Compared(ImportRow row, StockItem? item)
    {
        if (row.Error is not null) return new(row.Row, row.Line, row.Sku, row.Location, "error", row.Error, row.Column, null, null);
        var location = row.Location ?? (item?.Locations is [var only] ? only.Id : item is null or { Locations: [] } ? Stock.DefaultLocation : null);
        if (item?.Components is not null && (row.OnHand ?? row.Delta) is not null)
            return new(row.Row, row.Line, row.Sku, location, "error", "bundle.has_no_stock_of_its_own", "sku", null, null);
        var before = item is null ? null : new ImportState(item.Locations.FirstOrDefault(l => l.Id == (location ?? Stock.DefaultLocation))?.OnHand ?? 0, item.LowStockBelow);
        var after = new ImportState(row.OnHand ?? (before?.OnHand ?? 0) + (row.Delta ?? 0), row.LowStockBelow ?? before?.LowStockBelow ?? 0);
        return new(row.Row, row.Line, row.Sku, location, before is null ? "create" : before == after ? "unchanged" : "change", null, null, before, after);
    }

    private async Task<Dictionary<string, StockItem>> ItemsAsync(string creator, IReadOnlyList<ImportRow> rows, CancellationToken cancellation)
    {
        var found = new Dictionary<string, StockItem>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(Items).With(creator, rows.Where(r => r.Error is null).Select(r => r.Sku).Distinct(StringComparer.Ordinal).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found[reader.GetString(0)] = CanonicalJson.Deserialize<StockItem>(reader.GetFieldValue<byte[]>(1));
        return found;
    }
}
