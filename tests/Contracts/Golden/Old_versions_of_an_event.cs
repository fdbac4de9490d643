using System.Text;
using System.Text.Json;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Upcasting;

namespace CreatorFlow.Tests.Contracts.Golden;

/// <summary>An event of the tests' own that went through three versions, with a frozen sample of each.</summary>
public class Old_versions_of_an_event
{
    private static readonly Upcasters Upcasters = new(
    [
        new("test.counted", data =>
        {
            data["Quantity"] = data["Amount"]!.DeepClone();
            data["Location"] = data["Where"]!.DeepClone();
            data.Remove("Amount");
            data.Remove("Where");
        }),
        new("test.counted_v2", data => data["OccurredAt"] = "2026-01-05T08:00:00Z"),
    ]);

    [Theory, InlineData("test.counted", 1), InlineData("test.counted_v2", 2), InlineData("test.counted_v3", 3)]
    public void Each_version_reads_as_the_newest(string name, int version)
    {
        var sample = File.ReadAllBytes(Repository.File("tests", "Contracts", "Golden", "old", $"test.counted.v{version}.json"));
        var lifted = Upcasters.Lift(new StoredEvent(7, new("creator", "counted-1"), 3, name, sample, DateTimeOffset.UnixEpoch));
        Assert.Equal(("test.counted_v3", 3L, 7L), (lifted.Type, lifted.Version, lifted.Sequence));
        var read = JsonSerializer.Deserialize<Counted>(lifted.Data, CanonicalJson.Options)!;
        var newest = File.ReadAllText(Repository.File("tests", "Contracts", "Golden", "old", "test.counted.v3.json")).Trim();
        Assert.Equal(newest, Encoding.UTF8.GetString(CanonicalJson.Serialize(read)));
    }

    [Theory]
    [InlineData("order.created", "order.created", 1)]
    [InlineData("order.created_v2", "order.created", 2)]
    [InlineData("order.created_v12", "order.created", 12)]
    [InlineData("order.created_v1", "order.created_v1", 1)]
    [InlineData("stock_vanished", "stock_vanished", 1)]
    [InlineData("_v2", "_v2", 1)]
    public void A_stored_name_tells_its_version(string stored, string name, int version)
    {
        Assert.Equal(new StoredName(name, version), StoredName.Parse(stored));
        Assert.Equal(stored, StoredName.Parse(stored).ToString());
    }

    [Fact]
    public void Two_readers_of_one_version_are_refused() =>
        Assert.Throws<ArgumentException>(() => new Upcasters([new("a", _ => { }), new("a", _ => { })]));

    internal sealed record Counted
    {
        public required string Location { get; init; }
        public required long Quantity { get; init; }
        public required DateTimeOffset OccurredAt { get; init; }
    }
}
