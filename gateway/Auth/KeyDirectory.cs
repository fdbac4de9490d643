using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>What is known of API keys, for as long as <see cref="ApiKeyOptions"/> allows. Thread-safe.</summary>
internal sealed class KeyDirectory(KeyLookup lookup, IOptions<ApiKeyOptions> options) : IDisposable
{
    private static readonly object Unknown = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = options.Value.Remembered });
    private readonly ConcurrentDictionary<string, Lazy<Task<KeyAnswer>>> underWay = new(StringComparer.Ordinal);

    /// <summary>What is remembered; null when the key has to be looked up.</summary>
    public KeyAnswer? Remembered(string hash) => cache.Get(hash) switch
    {
        null => null,
        KeyIdentity identity => KeyAnswer.Known(identity),
        _ => KeyAnswer.NotKnown,
    };

    /// <summary>Asks the Dashboard API; requests with the same key at the same time share the question.</summary>
    public async Task<KeyAnswer> FindAsync(string hash)
    {
        var question = underWay.GetOrAdd(hash, h => new(() => AskAsync(h)));
        try
        {
            return await question.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(hash, question));
        }
    }

    public void Dispose() => cache.Dispose();

    private async Task<KeyAnswer> AskAsync(string hash)
    {
        var answer = await lookup.FindAsync(hash);
        if (answer.Reached)
            cache.Set(hash, answer.Identity ?? Unknown, new MemoryCacheEntryOptions
            {
                Size = 1,
                AbsoluteExpirationRelativeToNow = answer.Identity is null ? options.Value.RememberUnknown : options.Value.Remember,
            });
        return answer;
    }
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
