using System.Text;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Conflicts;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using static CreatorFlow.Tests.Unit.Projection.BooksScenario;

namespace CreatorFlow.Tests.Unit.Projection.Conflicts;

/// <summary>SKU before channel before creator before default; recorded in the SKU's own stream.</summary>
public class Policies_by_level
{
    private static readonly StockSet Counted = new() { OccurredAt = At(0), Sku = "A", Quantity = 10 };

    private static StockSet Set(long quantity, double at) => Counted with { Quantity = quantity, OccurredAt = At(at) };

    private static ConflictSettingsChosen Chosen(ConflictSettings creator, params (string Connection, ConflictSettings Own)[] channels) =>
        new() { OccurredAt = At(1), Conflicts = creator, Channels = channels.ToDictionary(c => c.Connection, c => c.Own) };

    private static ConflictSettings By(string strategy) => new() { Strategy = strategy };

    private static BooksScenario Play(ConflictSettingsChosen settings, SettingsChanged? sku = null)
    {
        var books = new BooksScenario().WhenManual(Counted, settings);
        if (sku is not null) books.WhenManual(sku);
        return books.When(Set(7, 100)).WhenManual(Set(12, 102));
    }

    private static (long, string, string) Ending(BooksScenario books)
    {
        var conflict = Assert.Single(books.Stock("A").Conflicts);
        return (books.Stock("A").OnHand, conflict.Reason, conflict.Status);
    }

    [Fact]
    public void Without_settings_the_table_decides() =>
        Assert.Equal((7, "stock_reduction_priority", "resolved"), Ending(new BooksScenario().WhenManual(Counted).When(Set(7, 100)).WhenManual(Set(12, 102))));

    [Fact]
    public void A_creators_strategy_holds_for_every_SKU() => Assert.Equal((12, "last_write_wins", "resolved"), Ending(Play(Chosen(By("last_write_wins")))));

    [Fact]
    public void A_channels_strategy_comes_before_the_creators() =>
        Assert.Equal((7, "stock_reduction_priority", "review"), Ending(Play(Chosen(By("last_write_wins"), ("shop", By("manual_review"))))));

    [Fact]
    public void A_person_brings_no_policy_against_a_channel() =>
        Assert.Equal((12, "last_write_wins", "resolved"), Ending(Play(Chosen(By("manual_review"), ("shop", By("last_write_wins"))))));

    [Fact]
    public void A_SKUs_strategy_comes_before_both() =>
        Assert.Equal((12, "last_write_wins", "resolved"), Ending(Play(Chosen(By("merge"), ("shop", By("manual_review"))), new SettingsChanged { OccurredAt = At(2), Sku = "A", Strategy = "last_write_wins" })));

    [Fact]
    public void Fields_come_from_different_levels()
    {
        var policies = ConflictPolicies.Default with { Creator = new() { WindowSeconds = 20, Ranks = ["amazon"] }, Sku = By("merge") };
        policies = policies with { Channels = policies.Channels.Add("shop", new() { WindowSeconds = 9 }) };
        var policy = policies.Of("shop");
        Assert.Equal(("merge", TimeSpan.FromSeconds(9), 0), (policy.Strategy, policy.Window, policy.RankOf("amazon")));
        Assert.Equal(TimeSpan.FromSeconds(20), policies.WindowBetween("shop", "other"));
        Assert.Equal(TimeSpan.FromSeconds(9), policies.WindowBetween("shop", null));
    }

    [Theory]
    [InlineData("manual_review", "last_write_wins", "review")]
    [InlineData("last_write_wins", "manual_review", "review")]
    [InlineData("last_write_wins", "merge", "resolved")]
    public void Between_two_channels_the_stricter_decides(string tiktok, string shopify, string status)
    {
        foreach (var order in (int[][])[[0, 1], [1, 0]])
        {
            var books = new BooksScenario().WhenManual(Counted, Chosen(new(), ("tt", By(tiktok)), ("shop", By(shopify))));
            foreach (var i in order)
                if (i == 0) books.When(Set(12, 102));
                else books.WhenTikTok(Set(7, 100));
            // TikTok ranks first: its strategy decides, and by the clock alone TikTok Shop still comes first.
            Assert.Equal(status, Ending(books).Item3);
            if (status == "resolved") Assert.Equal((7, "external_system_priority"), (books.Stock("A").OnHand, Ending(books).Item2));
        }
    }

    [Fact]
    public void What_holds_is_recorded_once_before_the_update_it_decides()
    {
        var books = Play(Chosen(By("last_write_wins")));
        books.WhenManual(Set(15, 200));
        Assert.Equal(["inventory.stock_updated", "inventory.policy_applied", "inventory.stock_updated", "inventory.stock_updated", "sync.conflict_detected", "inventory.stock_updated"], books.Happened.Select(h => h.Type));
        books.WhenManual(Chosen(By("merge")), Set(16, 300));
        Assert.Equal(["inventory.policy_applied", "inventory.stock_updated"], books.Happened.Skip(6).Take(2).Select(h => h.Type));
    }

    [Fact]
    public void The_SKUs_stream_alone_replays_to_the_same_state()
    {
        var books = Play(Chosen(By("last_write_wins"), ("shop", new() { Strategy = "manual_review", WindowSeconds = 2, Ranks = ["shopify"] })));
        books.WhenManual(Chosen(By("merge")), Set(20, 300)).When(Set(18, 301));
        var replayed = books.Stored("A").Aggregate(new StockState(), (s, e) => Stock.Evolve(s, (StockEvent)Folding.Read(e)));
        Assert.Equal(Text(books.Stock("A")), Text(replayed));
        Assert.Equal(Text(books.Stock("A")), Text(CanonicalJson.Deserialize<StockState>(CanonicalJson.Serialize(replayed))));
    }

    [Theory]
    [InlineData("coin", null, "settings.unknown_strategy")]
    [InlineData(null, 31, "settings.window_out_of_range")]
    public void What_cannot_be_used_is_refused_at_any_level(string? strategy, int? seconds, string code)
    {
        var wrong = new ConflictSettings { Strategy = strategy, WindowSeconds = seconds };
        Assert.Equal(code, Assert.Throws<RefusedException>(() => new BooksScenario().WhenManual(Chosen(wrong))).Code);
        Assert.Equal(code, Assert.Throws<RefusedException>(() => new BooksScenario().WhenManual(Chosen(new(), ("shop", wrong)))).Code);
    }

    private static string Text(StockState state) => Encoding.UTF8.GetString(CanonicalJson.Serialize(state));
}
