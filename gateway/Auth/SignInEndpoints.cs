using System.Text.Json;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Gateway.Auth;

/// <summary><c>/api/v1/sign-in</c>: a key is exchanged for a short-lived access token and a refresh token, so that a browser need not keep the key.</summary>
internal static class SignInEndpoints
{
    private const int LargestBodyBytes = 16_384;

    public static void MapSignIn(this WebApplication app)
    {
        var signIn = app.MapGroup("/api/v1/sign-in").WithMetadata(new OpenAddress()).RequireCors(AllowedOrigins.Policy);
        signIn.MapPost("/", SignInAsync);
        signIn.MapPost("/refresh", RefreshAsync);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Admission admission, SignIns signIns)
    {
        var shown = PresentedKey.Read(context.Request.Headers);
        if (shown is null && await ReadAsync(context) is var (body, problem))
        {
            if (problem is not null) return problem;
            shown = body?.Key;
        }
        if (string.IsNullOrEmpty(shown))
        {
            await Admission.MissingAsync(context);
            return Results.Empty;
        }
        if (await admission.AdmitAsync(context, PresentedKey.Question(shown)) is not { } identity) return Results.Empty; // the refusal was written
        if (await signIns.BeginAsync(identity) is { } begun) return Issue(context, identity, begun);
        await UpstreamErrors.UnavailableAsync(context);
        return Results.Empty;
    }

    /// <summary>The key is asked for anew: one that was revoked gets no further token. What was issued before tokens were good once only counts as expired.</summary>
    private static async Task<IResult> RefreshAsync(HttpContext context, Admission admission, AccessTokens tokens, SignIns signIns)
    {
        var (body, problem) = await ReadAsync(context);
        if (problem is not null) return problem;
        var token = tokens.ReadRefresh(body?.RefreshToken ?? "");
        if (token is { Question: not null, SignIn: null } || token.Expired) await Admission.ExpiredAsync(context);
        else if (await admission.AdmitAsync(context, token.Question) is { } identity) return await TurnAsync(context, identity, token.SignIn!, signIns);
        return Results.Empty;
    }

    private static async Task<IResult> TurnAsync(HttpContext context, KeyIdentity identity, SignInGeneration shown, SignIns signIns)
    {
        var turned = await signIns.TurnAsync(identity, shown);
        if (turned.Next is { } next) return Issue(context, identity, next);
        await (turned.Status switch
        {
            404 => Admission.ExpiredAsync(context),
            409 => Admission.ReusedAsync(context),
            _ => UpstreamErrors.UnavailableAsync(context),
        });
        return Results.Empty;
    }

    private static SignInHttpResult Issue(HttpContext context, KeyIdentity identity, SignInGeneration signIn)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.SignIn(AccessTokens.PrincipalOf(identity, signIn), authenticationScheme: AccessTokens.Scheme);
    }

    private static async Task<(SignInBody? Body, IResult? Problem)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBodyBytes) return (null, Unreadable());
        if (!context.Request.HasJsonContentType()) return (null, null);
        try
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBodyBytes;
            return (await context.Request.ReadFromJsonAsync<SignInBody>(context.RequestAborted), null);
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return (null, Unreadable());
        }
    }

    private static IResult Unreadable() => Problem.Of(400, "request.invalid", "The request could not be read.");

    /// <summary>A key, or a refresh token.</summary>
    private sealed record SignInBody(string? Key, string? RefreshToken)
    {
        public override string ToString() => nameof(SignInBody);
    }
}
