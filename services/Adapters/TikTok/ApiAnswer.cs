using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>What came of a call: its data or why there is none, never both. Neither is a success that has nothing to say.</summary>
internal sealed record ApiAnswer<T>(T? Data, ApiFailure? Failure) where T : class;

/// <summary>Why a call brought nothing.</summary>
/// <param name="Code">Stable, dotted: <c>tiktok.105002</c> for the platform's own codes, <c>tiktok.http_404</c> else.</param>
internal sealed record ApiFailure(string Code)
{
    /// <summary>The platform's own number; null when it named none.</summary>
    public long? Number { get; init; }

    /// <summary>The same call later may succeed.</summary>
    public bool IsPassing { get; init; }

    public bool IsThrottle { get; init; }

    /// <summary>The platform's own wish, when it states one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The shop does not answer: other calls to it would fare no better now.</summary>
    public bool MeetsEveryCall { get; init; }

    /// <summary>A success that is none of the platform's words: something between us answered.</summary>
    public static readonly ApiFailure Unreadable = new("tiktok.unreadable") { IsPassing = true };

    public PushResult AsPush() => IsPassing ? new PushResult.Unavailable(Code, RetryAfter) : new PushResult.Refused(Code);

    public PageAnswer AsPage() => IsPassing ? new PageAnswer.Unavailable(Code, RetryAfter) : new PageAnswer.Refused(Code);

    public static ApiFailure Numbered(long number) => new(TikTokCodes.Name(number))
    {
        Number = number,
        IsPassing = TikTokCodes.IsPassing(number),
        IsThrottle = number == TikTokCodes.TooManyRequests,
        MeetsEveryCall = number == TikTokCodes.TooManyRequests,
    };

    public static ApiFailure NoAnswer(string code) => new(code) { IsPassing = true, MeetsEveryCall = true };
}
