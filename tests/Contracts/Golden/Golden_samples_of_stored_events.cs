using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.EventStore;

namespace CreatorFlow.Tests.Contracts.Golden;

/// <summary>Every stored event has one frozen sample per version: what was written once must be read for good.</summary>
public class Golden_samples_of_stored_events
{
    public static TheoryData<string> Names() => [.. EventNames.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Each_event_reads_its_sample_and_writes_it_back(string name)
    {
        var golden = File.ReadAllText(Repository.File("contracts", "golden", $"{name}.v1.json")).Trim();
        var read = JsonSerializer.Deserialize(golden, EventNames.All[name], CanonicalJson.Options)!;
        var written = Encoding.UTF8.GetString(CanonicalJson.Serialize(read, EventNames.All[name]));
        Assert.Equal(golden, written);
    }

    [Fact]
    public void Each_sample_belongs_to_an_event() => Assert.Equal(
        EventNames.All.Keys.Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.File("contracts", "golden"), "*.v1.json").Select(f => Path.GetFileName(f)[..^8]).Order(StringComparer.Ordinal));
}
