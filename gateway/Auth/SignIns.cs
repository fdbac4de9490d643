using CreatorFlow.Gateway.Routes;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Which refresh token of a sign-in is the newest: the Dashboard API keeps it, for all replicas and across restarts. Thread-safe.</summary>
internal sealed class SignIns(DashboardCalls dashboard, IOptions<TokenOptions> options)
{
    private TokenOptions Options => options.Value;

    /// <returns>The first generation of a new sign-in; null when nobody could be asked.</returns>
    public async Task<SignInGeneration?> BeginAsync(KeyIdentity identity)
    {
        var begun = await dashboard.PostAsync<Begun>("/internal/sign-ins", new { KeyId = identity.Id, Lasts = Options.Refresh });
        return begun.Body is { } body ? new(body.Id, 1) : null;
    }

    /// <summary>Takes what a refresh token names for its successor.</summary>
    public async Task<TurnedToken> TurnAsync(KeyIdentity identity, SignInGeneration shown)
    {
        var turned = await dashboard.PostAsync<Turned>($"/internal/sign-ins/{Uri.EscapeDataString(shown.Id)}/turn",
            new { KeyId = identity.Id, shown.Generation, Options.Grace, Lasts = Options.Refresh });
        return new(turned.Status, turned.Body is { } body ? shown with { Generation = body.Generation } : null);
    }

    private sealed record Begun(string Id);

    private sealed record Turned(long Generation);
}

/// <summary>What a refresh token names: each is good once.</summary>
/// <param name="Id">The sign-in.</param>
/// <param name="Generation">How often it was renewed, from 1.</param>
internal sealed record SignInGeneration(string Id, long Generation);

/// <summary>What became of a refresh token.</summary>
/// <param name="Status">200; 404 when the sign-in is over; 409 when it ended since the token was used before; 0 when nobody could be asked.</param>
/// <param name="Next">With 200.</param>
internal sealed record TurnedToken(int Status, SignInGeneration? Next);
