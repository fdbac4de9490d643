namespace CreatorFlow.Adapters.Channels;

/// <summary>One listing of a feed.</summary>
/// <param name="Number">Names it in the feed, from 1 on.</param>
/// <param name="Push">What it is to show.</param>
internal sealed record FeedItem(int Number, PushItem Push);

/// <summary>What came of a feed so far. A closed union.</summary>
internal abstract record FeedAnswer
{
    private FeedAnswer() { }

    /// <summary>The platform has it and works it off.</summary>
    /// <param name="Name">The platform's name of it.</param>
    /// <param name="LeftOut">Items that are not in it, by number, and why.</param>
    public sealed record Submitted(string Name, IReadOnlyDictionary<int, PushResult> LeftOut) : FeedAnswer;

    /// <summary>Not over yet, or it could not be asked. Of a feed that is handed over: the platform may have it, and did not say so.</summary>
    /// <param name="Code">Why nobody knows; null when it is known.</param>
    /// <param name="RetryAfter">The platform's own wish, when it states one.</param>
    public sealed record UnderWay(string? Code = null, TimeSpan? RetryAfter = null) : FeedAnswer;

    /// <summary>Worked off.</summary>
    /// <param name="NotTaken">By number; every other was taken.</param>
    public sealed record Finished(IReadOnlyDictionary<int, PushResult> NotTaken) : FeedAnswer;

    /// <summary>Not handed over, or ended without an effect that is known.</summary>
    /// <param name="Result">What that means for each of its items.</param>
    public sealed record Failed(PushResult Result) : FeedAnswer;
}
