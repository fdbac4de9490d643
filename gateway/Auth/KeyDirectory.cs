using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>What is known of API keys, for as long as <see cref="ApiKeyOptions"/> allows. Thread-safe.</summary>
internal sealed class KeyDirectory(KeyLookup lookup, IOptions<ApiKeyOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly object Unknown = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = options.Value.Remembered });
    private readonly ConcurrentDictionary<KeyQuestion, Lazy<Task<KeyAnswer>>> underWay = new();

    /// <summary>What is remembered; null when the key has to be looked up.</summary>
    public KeyAnswer? Remembered(KeyQuestion wanted) => cache.Get(wanted) switch
    {
        null => null,
        KeyIdentity identity => KeyAnswer.Known(identity),
        _ => KeyAnswer.NotKnown,
    };

    /// <summary>Asks the Dashboard API; requests with the same key at the same time share the question.</summary>
    public async Task<KeyAnswer> FindAsync(KeyQuestion wanted)
    {
        var question = underWay.GetOrAdd(wanted, w => new(() => AskAsync(w)));
        try
        {
            return await question.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(wanted, question));
        }
    }

    public void Dispose() => cache.Dispose();

    private async Task<KeyAnswer> AskAsync(KeyQuestion wanted)
    {
        var answer = await lookup.FindAsync(wanted);
        var time = answer.Identity is { } identity ? Trusted(identity) : options.Value.RememberUnknown;
        if (answer.Reached && time > TimeSpan.Zero)
            cache.Set(wanted, answer.Identity ?? Unknown, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = time });
        return answer;
    }

    /// <summary>A key that ends is not remembered beyond its end.</summary>
    private TimeSpan Trusted(KeyIdentity identity) =>
        identity.ExpiresAt - clock.GetUtcNow() is { } left && left < options.Value.Remember ? left : options.Value.Remember;
}

/// <summary>What became of a question for a key.</summary>
/// <param name="Reached">False when nobody could be asked.</param>
/// <param name="Identity">Null when there is no such key.</param>
internal sealed record KeyAnswer(bool Reached, KeyIdentity? Identity)
{
    public static readonly KeyAnswer NotKnown = new(Reached: true, null);
    public static readonly KeyAnswer Unreachable = new(Reached: false, null);

    public static KeyAnswer Known(KeyIdentity identity) => new(Reached: true, identity);
}
