using System.Collections.Concurrent;

namespace CreatorFlow.Simulator.Meta;

/// <summary>The catalogues that are played, by id. Thread-safe; forgotten when the process ends.</summary>
internal sealed class MetaCatalogues(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, MetaCatalogue> all = new(StringComparer.Ordinal);

    /// <summary>Opens a catalogue, or finds it open.</summary>
    public MetaCatalogue Open(string id, string? accessToken = null) => all.GetOrAdd(id, _ => new(accessToken, clock));

    public MetaCatalogue? Find(string id) => all.GetValueOrDefault(id);
}
