using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Puts what happened into the backlog, keeps it on disk, and only then into the lanes. One thread at a time.</summary>
internal sealed class Shipping(SimulatedCommerce commerce, Backlog backlog, StateFiles files, Lanes lanes, TimeProvider clock)
{
    public int Unsent => backlog.Count;

    /// <summary>Takes a creator in and goes on with what its last run left unsent.</summary>
    public void Admit(SimulatedCreatorSettings creator, CancellationToken stopping)
    {
        if (commerce.Read(creators => creators.Any(c => c.Id == creator.Id))) return;
        var kept = files.Load(creator.Id);
        commerce.Admit(creator, kept?.State, clock.GetUtcNow());
        foreach (var outgoing in kept?.Pending ?? []) lanes.Enqueue(backlog.Add(creator.Id, outgoing), stopping);
    }

    public void Ship(IReadOnlyList<CommerceStep> steps, CancellationToken stopping)
    {
        var parcels = steps.SelectMany(step => step.Outgoing.Select(outgoing => backlog.Add(step.CreatorId, outgoing))).ToList();
        foreach (var creatorId in steps.Select(s => s.CreatorId).Distinct()) files.Save(creatorId);
        foreach (var parcel in parcels) lanes.Enqueue(parcel, stopping);
    }

    /// <summary>In silence nothing will come to overtake what the faults hold back.</summary>
    public void ReleaseAll(CancellationToken stopping) => Ship(commerce.Read(creators => Held(creators, clock.GetUtcNow())), stopping);

    /// <summary>What calls to the platforms' APIs brought about.</summary>
    public void ShipFollowed(CancellationToken stopping) => Ship(commerce.TakeFollowed(), stopping);

    public void SaveAll()
    {
        foreach (var creatorId in commerce.Read(creators => creators.Select(c => c.Id).ToList())) files.Save(creatorId);
    }

    private static List<CommerceStep> Held(IReadOnlyList<SimulatedCreator> creators, DateTimeOffset now) =>
        [.. creators.Select(c => new CommerceStep(c.Id, Opening: false, [.. c.Release(), .. c.Echo(now)])).Where(step => step.Outgoing.Count > 0)];
}
