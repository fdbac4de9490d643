using System.Net;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Whom a key speaks for, as Dashboard tells.</summary>
internal sealed record KnownKey(string Id, string CreatorId, IReadOnlyList<string> Scopes);

/// <summary>Looks keys up by their hash and remembers the answer for a moment: a revoked key works that long at most. Thread-safe.</summary>
internal sealed class KeyDirectory(IMemoryCache cache, IOptions<ServiceAddresses> services, IOptions<InternalTokenOptions> token) : IDisposable
{
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(5);
    private readonly HttpClient http = new() { BaseAddress = new Uri(services.Value.Dashboard), Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The key, or null when there is none like it.</summary>
    /// <exception cref="HttpRequestException">Dashboard cannot say.</exception>
    public async Task<KnownKey?> FindAsync(string key, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (cache.TryGetValue<KnownKey?>(hash, out var known)) return known;
        known = await AskAsync(hash, cancellation);
        cache.Set(hash, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = known is null ? UnknownFor : KnownFor });
        return known;
    }

    public void Dispose() => http.Dispose();

    private async Task<KnownKey?> AskAsync(string hash, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/internal/keys/lookup", UriKind.Relative)) { Content = JsonContent.Create(new { hash }) };
        request.Headers.Add(InternalTokenFilter.Header, token.Value.Token);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<KnownKey>(cancellation);
    }
}
