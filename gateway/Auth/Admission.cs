using CreatorFlow.Gateway.Limits;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting.Errors;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Finds out whom a key or a token speaks for, or writes the refusal. Thread-safe.</summary>
internal sealed class Admission(KeyDirectory keys, WrongKeys wrongKeys)
{
    private const string Challenge = "Bearer realm=\"CreatorFlow\"";
    private const string InvalidToken = $"{Challenge}, error=\"invalid_token\"";

    /// <param name="context">The request.</param>
    /// <param name="question">Null for what cannot be one of ours.</param>
    /// <returns>The identity, or null after the refusal was written.</returns>
    public async Task<KeyIdentity?> AdmitAsync(HttpContext context, KeyQuestion? question)
    {
        var answer = question is null ? KeyAnswer.NotKnown : keys.Remembered(question);
        if (answer?.Identity is null && wrongKeys.Wait(ClientAddress.Of(context)) is { } wait)
            await RateLimits.RefuseAsync(context, wait, "auth.too_many_failures", "Too many API keys from this address were wrong.");
        else if (await Complete(answer, question) is not { Reached: true } found)
            await UpstreamErrors.UnavailableAsync(context);
        else if (found.Identity is not { } identity)
        {
            wrongKeys.Count(ClientAddress.Of(context));
            await RefuseAsync(context, "auth.invalid", "This API key or token is not valid.", InvalidToken);
        }
        else
            return identity;
        return null;
    }

    /// <summary>Nothing was shown.</summary>
    public static Task MissingAsync(HttpContext context) => RefuseAsync(context, "auth.missing", "This address needs an API key or an access token.", Challenge);

    /// <summary>A token was good once: a client gets another by its refresh token. That is no guess, so it is not counted as one.</summary>
    public static Task ExpiredAsync(HttpContext context) => RefuseAsync(context, "auth.expired", "This token has expired.", InvalidToken);

    /// <summary>A refresh token was used before: whoever has the other one, the sign-in is over for both.</summary>
    public static Task ReusedAsync(HttpContext context) => RefuseAsync(context, "auth.reused", "This token was used before, so its sign-in has ended.", InvalidToken);

    private ValueTask<KeyAnswer> Complete(KeyAnswer? remembered, KeyQuestion? question) => remembered is null ? new(keys.FindAsync(question!)) : new(remembered);

    private static Task RefuseAsync(HttpContext context, string code, string title, string challenge)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return Problem.WriteAsync(context, 401, code, title);
    }
}
