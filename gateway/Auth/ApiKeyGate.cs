using CreatorFlow.Gateway.Limits;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting.Errors;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Lets a request to the API in by its key. What it has found out travels as headers, set by <see cref="IdentityHeaders"/>.</summary>
internal sealed class ApiKeyGate(RequestDelegate next, KeyDirectory keys, WrongKeys wrongKeys)
{
    private const string Challenge = "Bearer realm=\"CreatorFlow\"";

    public async Task InvokeAsync(HttpContext context)
    {
        if (PresentedKey.Hash(context.Request.Headers) is not { } hash)
        {
            await RefuseAsync(context, "auth.missing", "This address needs an API key.", Challenge);
            return;
        }
        if (await AdmitAsync(context, hash) is { } identity)
        {
            context.Features.Set(identity);
            await next(context);
        }
    }

    /// <summary>The identity, or null after the refusal was written.</summary>
    private async Task<KeyIdentity?> AdmitAsync(HttpContext context, string hash)
    {
        var answer = hash.Length == 0 ? KeyAnswer.NotKnown : keys.Remembered(hash);
        if (answer?.Identity is null && wrongKeys.Wait(context) is { } wait)
            await RateLimits.RefuseAsync(context, wait, "auth.too_many_failures", "Too many API keys from this address were wrong.");
        else if (await Complete(answer, hash) is not { Reached: true } found)
            await UpstreamErrors.UnavailableAsync(context);
        else if (found.Identity is not { } identity)
        {
            wrongKeys.Count(context);
            await RefuseAsync(context, "auth.invalid", "This API key is not valid.", $"{Challenge}, error=\"invalid_token\"");
        }
        else if (!identity.May(context.Request.Method))
            await Problem.WriteAsync(context, 403, "auth.forbidden", "This API key may not do that.");
        else
            return identity;
        return null;
    }

    private ValueTask<KeyAnswer> Complete(KeyAnswer? remembered, string hash) => remembered is null ? new(keys.FindAsync(hash)) : new(remembered);

    private static Task RefuseAsync(HttpContext context, string code, string title, string challenge)
    {
        context.Response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return Problem.WriteAsync(context, 401, code, title);
    }
}
