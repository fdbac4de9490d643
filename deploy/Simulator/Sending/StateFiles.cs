using System.Text.Json;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Faults;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Sending;

/// <summary>What a creator's simulation remembers and what it still has to send.</summary>
internal sealed record KeptState(CreatorState State, IReadOnlyList<Outgoing> Pending);

/// <summary>One file for each creator, written before anything new is sent: a run that was killed goes on without repeating an order.</summary>
internal sealed class StateFiles(IOptions<SimulatorOptions> options, SimulatedCommerce commerce, Backlog backlog)
{
    private readonly string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Value.Connections))!, "simulator");

    /// <summary>What the last run left, or null.</summary>
    public KeptState? Load(string creatorId)
    {
        var path = PathOf(creatorId);
        return File.Exists(path) ? JsonSerializer.Deserialize<KeptState>(File.ReadAllBytes(path)) : null;
    }

    public void Save(string creatorId)
    {
        var bytes = commerce.Read(creators =>
            JsonSerializer.SerializeToUtf8Bytes(new KeptState(creators.First(c => c.Id == creatorId).State, backlog.Of(creatorId))));
        Directory.CreateDirectory(folder);
        var unfinished = PathOf(creatorId) + ".new";
        File.WriteAllBytes(unfinished, bytes);
        File.Move(unfinished, PathOf(creatorId), overwrite: true);
    }

    private string PathOf(string creatorId) => Path.Combine(folder, $"{Uri.EscapeDataString(creatorId)}.json");
}
