using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using FsCheck;
using FsCheck.Fluent;
using static CreatorFlow.Tests.Unit.Projection.StockScenario;

namespace CreatorFlow.Tests.Unit.Projection.Conflicts;

/// <summary>Invariant I7: the result depends on the set of updates in a window, not on the order they arrived in.</summary>
public class Permutations_of_concurrent_updates
{
    private static readonly string[] Sources = ["tiktok", "shopify", "amazon", "manual"];

    private static Gen<(int Kind, int Source, int At, int Quantity)> Update() =>
        from kind in Gen.Choose(0, 4)
        from source in Gen.Choose(0, Sources.Length - 1)
        from at in Gen.Choose(0, 18)
        from quantity in Gen.Choose(0, 12)
        select (kind, source, at, quantity);

    [Fact]
    public void Every_permutation_of_sets_and_differences_ends_alike() => Holds(Update(), u => u.Kind < 2
        ? new SetStock(null, u.Quantity, null, At(u.At / 2.0))
        : new ChangeStock(null, u.Quantity - 6, null, At(u.At / 2.0)));

    [Fact]
    public void Every_permutation_with_reports_of_channels_ends_alike() => Holds(Update(), u => u.Kind switch
    {
        0 => new SetStock("loc", u.Quantity, null, At(u.At / 2.0)),
        1 => new ChangeStock("loc", u.Quantity - 6, null, At(u.At / 2.0)),
        _ => new ReportStock(Sources[u.Source], "808950810", "loc", u.Quantity, At(u.At / 2.0)),
    });

    /// <summary>There is not enough for every order: what is owed is owed, whichever was heard of first.</summary>
    [Fact]
    public void Every_permutation_with_orders_ends_alike() => Holds(Update(), u => u.Kind switch
    {
        0 => new SetStock("loc", u.Quantity, null, At(u.At / 2.0)),
        1 => new ChangeStock("loc", u.Quantity - 6, null, At(u.At / 2.0)),
        2 => new ReportStock(Sources[u.Source], "808950810", "loc", u.Quantity, At(u.At / 2.0)),
        _ => new ReserveStock($"{Sources[u.Source]}-{u.At}-{u.Quantity}", "1", Sources[u.Source], u.Quantity % 3 + 1, At(u.At / 2.0)),
    });

    /// <summary>Sets that were made offline on a version that was no longer current.</summary>
    [Fact]
    public void Every_permutation_with_sets_on_older_versions_ends_alike() => Holds(Update(), u => u.Kind switch
    {
        0 => new SetStock("loc", u.Quantity, null, At(u.At / 2.0), SeenAt: At(u.At / 2.0 - u.Source * 4)),
        1 => new SetStock("loc", u.Quantity, null, At(u.At * 3), SeenAt: At(u.At)),
        2 => new ReportStock(Sources[u.Source], "808950810", "loc", u.Quantity, At(u.At * 2)),
        _ => new ReserveStock($"{Sources[u.Source]}-{u.At}-{u.Quantity}", "1", Sources[u.Source], u.Quantity % 3 + 1, At(u.At * 2)),
    });

    private static void Holds(Gen<(int Kind, int Source, int At, int Quantity)> update, Func<(int Kind, int Source, int At, int Quantity), StockCommand> command) =>
        Prop.ForAll(update.ArrayOf().Resize(5).ToArbitrary(), updates =>
        {
            var commands = updates.Take(5).Select((u, i) => command(u) with { Origin = new(Sources[u.Source], $"u-{i}") }).ToArray();
            var expected = Ending(commands);
            Assert.All(Orders(commands).Select(o => $"{Ending(o)} || {string.Join("; ", o.AsEnumerable())}"), ending => Assert.StartsWith(expected + " ||", ending, StringComparison.Ordinal));
        }).Check(Histories.Config(1_000));

    /// <summary>Stock, winners and open conflicts, as text, so that a failure shows them.</summary>
    private static string Ending(IEnumerable<StockCommand> commands)
    {
        var stock = new StockScenario().Given([.. Sources.Select(s => new ListingLinked { Platform = s, ConnectionId = s, ListingId = "808950810" })])
            .When([.. Sources.Select(s => new ReportStock(s, "808950810", "loc", 6, At(-120)) { Origin = new(s, $"first-{s}") })])
            .When(new SetStock("loc", 6, null, At(-60)) { Origin = new("manual", "count") }).When([.. commands]).State;
        var conflicts = stock.Conflicts.OrderBy(c => c.ConflictId, StringComparer.Ordinal).Select(c => $"{c.ConflictId} {c.Winner} {c.Reason} {c.Status}");
        return $"{stock.OnHand} {stock.Promised} | {string.Join(", ", conflicts)}";
    }

    private static IEnumerable<StockCommand[]> Orders(StockCommand[] commands)
    {
        if (commands.Length <= 1) return [commands];
        return commands.SelectMany((first, i) => Orders([.. commands[..i], .. commands[(i + 1)..]]).Select(rest => (StockCommand[])[first, .. rest]));
    }
}
