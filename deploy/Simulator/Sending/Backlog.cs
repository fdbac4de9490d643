using System.Collections.Concurrent;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Simulator.Sending;

/// <summary>All that is neither delivered nor given up. Thread-safe.</summary>
internal sealed class Backlog
{
    private readonly ConcurrentDictionary<long, Parcel> parcels = [];
    private long last;

    public int Count => parcels.Count;

    public Parcel Add(string creatorId, Outgoing outgoing)
    {
        var parcel = new Parcel(Interlocked.Increment(ref last), creatorId, outgoing);
        parcels[parcel.Number] = parcel;
        return parcel;
    }

    public void Done(Parcel parcel) => parcels.TryRemove(parcel.Number, out _);

    /// <summary>A creator's, in the order of production.</summary>
    public IReadOnlyList<Outgoing> Of(string creatorId) =>
        [.. parcels.Values.Where(p => p.CreatorId == creatorId).OrderBy(p => p.Number).Select(p => p.Outgoing)];
}
