using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.EventStore;

namespace CreatorFlow.Tests.Unit.Domain;

public class Explanations
{
    private static readonly StockUpdated Update = new() { Location = "main", Effect = "set", Set = 10, OnHand = 10, OccurredAt = DateTimeOffset.UnixEpoch };

    public static TheoryData<string> Names() => [.. EventNames.All.Keys];

    /// <summary>A new event needs a sentence: the switch throws here, not at a creator's request.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Every_event_has_a_rule_and_a_sentence(string name)
    {
        // Of settings and work sessions nobody is told the reasons: they change no number of stock or orders.
        if (Array.Exists([typeof(CreatorSettingsEvent), typeof(SessionEvent)], unexplained => unexplained.IsAssignableFrom(EventNames.All[name]))) return;
        var sample = File.ReadAllText(Path.Combine(Root(), "contracts", "golden", $"{name}.v1.json"));
        var explained = JsonSerializer.Deserialize(sample, EventNames.All[name], CanonicalJson.Options) switch
        {
            StockEvent e => StockExplanations.Of(e),
            OrderEvent e => OrderExplanations.Of(e),
            var other => throw new InvalidOperationException($"{other}"),
        };
        Assert.Matches("^[a-z_]+$", explained.Rule);
        Assert.Matches(@"^\S.*\.$", explained.Sentence);
        Assert.DoesNotContain("  ", explained.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set", "Counted as 10 at main.")]
    [InlineData("brand_new", "Stock at main was updated by \"brand_new\": nothing changed.")]
    [InlineData("superseded", "A count of 10 at main happened before the count that stands; nothing changed.")]
    public void An_effect_says_what_it_did(string effect, string sentence) =>
        Assert.Equal(new Explanation(effect, sentence), StockExplanations.Of(Update with { Effect = effect }));

    [Fact]
    public void An_unknown_effect_names_the_change() =>
        Assert.Equal("Stock at main was updated by \"conflict_won\" (last write wins): on hand changed by -3 to 7.",
            StockExplanations.Of(Update with { Effect = "conflict_won", Delta = -3, OnHand = 7, Reason = "last_write_wins" }).Sentence);

    [Fact]
    public void A_late_count_names_what_came_after_it() =>
        Assert.Equal("Counted as 10 at main (stocktaking); with the changes that happened after it, on hand there became 8.",
            StockExplanations.Of(Update with { OnHand = 8, Reason = "stocktaking" }).Sentence);

    [Theory]
    [InlineData(-1, "the difference of -1 was merged, and on hand there became 10.")]
    [InlineData(0, "it happened before the count that stands, which includes it, so nothing changed.")]
    public void A_report_that_differs_names_both_numbers(long delta, string end) =>
        Assert.Equal($"Channel shop reported 5 available at main where 6 was expected; {end}",
            StockExplanations.Of(Update with { Effect = "difference", Delta = delta, Reported = 5, Expected = 6, ConnectionId = "shop" }).Sentence);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Platform.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
