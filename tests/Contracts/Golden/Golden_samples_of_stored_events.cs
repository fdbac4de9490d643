using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Domain.Upcasting;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Upcasting;

namespace CreatorFlow.Tests.Contracts.Golden;

/// <summary>Every stored event has one frozen sample per version: what was written once must be read for good.</summary>
public class Golden_samples_of_stored_events
{
    public static TheoryData<string> Names() => [.. EventNames.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Each_event_reads_its_sample_and_writes_it_back(string name)
    {
        var golden = File.ReadAllText(Repository.File("contracts", "golden", FileOf(name))).Trim();
        var read = JsonSerializer.Deserialize(golden, EventNames.All[name], CanonicalJson.Options)!;
        var written = Encoding.UTF8.GetString(CanonicalJson.Serialize(read, EventNames.All[name]));
        Assert.Equal(golden, written);
    }

    [Fact]
    public void Each_event_has_its_sample_and_each_sample_of_any_version_still_reads()
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Repository.File("contracts", "golden"), "*.json"))
        {
            var name = NameOf(file);
            var (newest, data) = EventUpcasters.All.Lift(name, File.ReadAllBytes(file));
            Assert.NotNull(JsonSerializer.Deserialize(data, EventNames.All[newest], CanonicalJson.Options));
            read.Add(name);
        }
        Assert.Superset(EventNames.All.Keys.ToHashSet(StringComparer.Ordinal), read);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_newest_version_of_each_event_is_the_one_that_is_written(string name)
    {
        var (newest, _) = EventUpcasters.All.Lift(name, "{}"u8.ToArray());
        Assert.Equal(name, newest);
    }

    /// <summary><c>order.created_v2</c> has its sample in <c>order.created.v2.json</c>.</summary>
    private static string FileOf(string name) => StoredName.Parse(name) is var parsed ? $"{parsed.Name}.v{parsed.Version}.json" : name;

    private static string NameOf(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split(".v");
        return new StoredName(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).ToString();
    }
}
