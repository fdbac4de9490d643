using CreatorFlow.Gateway.Routes;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Asks the Dashboard API for a key by its hash or its id: the key itself stays here. Thread-safe.</summary>
internal sealed class KeyLookup(DashboardCalls dashboard)
{
    public async Task<KeyAnswer> FindAsync(KeyQuestion wanted) => await dashboard.PostAsync<KeyIdentity>("/internal/keys/lookup", wanted, again: true) switch
    {
        { Body: { } identity } => KeyAnswer.Known(identity),
        { Status: 404 } => KeyAnswer.NotKnown,
        _ => KeyAnswer.Unreachable,
    };
}
