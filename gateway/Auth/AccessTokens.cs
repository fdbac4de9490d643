using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>
/// Tokens that stand for a key for a short time. They name the key and nothing that it may do: the directory is asked each time, so a
/// revoked key ends its tokens too. Every replica reads them, since all share the key ring. Thread-safe.
/// </summary>
internal sealed class AccessTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock)
{
    public const string Scheme = "access";
    private const string KeyClaim = "key";
    private const string SignInClaim = "sign_in";
    private const string GenerationClaim = "generation";
    private const int MaxLength = 4_096;

    private BearerTokenOptions Options => options.Get(Scheme);

    public static ClaimsPrincipal PrincipalOf(KeyIdentity identity, SignInGeneration signIn) => new(new ClaimsIdentity(
    [
        new(KeyClaim, identity.Id), new(SignInClaim, signIn.Id), new(GenerationClaim, signIn.Generation.ToString(CultureInfo.InvariantCulture)),
    ], Scheme));

    public TokenReading Read(string token) => Read(token, Options.BearerTokenProtector);

    public TokenReading ReadRefresh(string token) => Read(token, Options.RefreshTokenProtector);

    private TokenReading Read(string token, ISecureDataFormat<AuthenticationTicket> protector)
    {
        if (token.Length is 0 or > MaxLength || protector.Unprotect(token) is not { } ticket || ticket.Principal.FindFirstValue(KeyClaim) is not { } key) return TokenReading.None;
        return new(new(null, key), ticket.Properties.ExpiresUtc is not { } end || end <= clock.GetUtcNow(), ticket.Properties.ExpiresUtc) { SignIn = SignInOf(ticket.Principal) };
    }

    /// <summary>Null for a token of a release that had none.</summary>
    private static SignInGeneration? SignInOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue(SignInClaim) is { } id && long.TryParse(principal.FindFirstValue(GenerationClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new(id, generation) : null;
}

/// <summary>What a token says.</summary>
/// <param name="Question">The key that it stands for; null for what is no token of ours.</param>
/// <param name="Expired">Its time is over.</param>
/// <param name="End">When it is.</param>
internal sealed record TokenReading(KeyQuestion? Question, bool Expired, DateTimeOffset? End)
{
    public static readonly TokenReading None = new(null, Expired: false, null);

    /// <summary>The sign-in that it belongs to.</summary>
    public SignInGeneration? SignIn { get; init; }
}
