using System.Collections.Concurrent;
using CreatorFlow.EventStore;
using CreatorFlow.Tool.Log;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>Folds of long streams, kept so that catching up reads only what is new; a short stream is simply folded again. Thread-safe but for one stream at a time.</summary>
internal sealed class KeptFolds(ReadModel model)
{
    /// <summary>Bounds memory by the log: a million events are at most this many times fewer folds.</summary>
    private const int LongFrom = 32;

    private readonly ConcurrentDictionary<StreamKey, StreamFold> folds = [];

    public void Keep(StreamKey stream, StreamFold fold)
    {
        if (fold.Version >= LongFrom) folds[stream] = fold;
    }

    public StreamFold Take(StreamKey stream) => folds.GetValueOrDefault(stream) ?? model.Begin();
}
