using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary><c>Authorization: Bearer &lt;api key&gt;</c> or <c>X-API-Key</c>.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyDirectory keys, WrongKeys wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string CreatorClaim = "creator";
    public const string ScopeClaim = "scope";
    private string? failure;

    private IPAddress Caller => Context.Connection.RemoteIpAddress ?? IPAddress.None;

    /// <summary>An owner may do everything of its creator; other keys read.</summary>
    public static bool MayDo(AuthorizationHandlerContext context) => context.User.HasClaim(ScopeClaim, "owner")
        || (context.Resource is HttpContext http && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Path.StartsWithSegments("/api") || KeyOf(Request) is not { Length: > 0 } key) return AuthenticateResult.NoResult();
        if (wrong.AreTooMany(Caller)) return Failed("auth.too_many_failures");
        try
        {
            if (await keys.FindAsync(key, Context.RequestAborted) is { } known) return AuthenticateResult.Success(new(Principal(known), SchemeName));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return Failed("upstream.unavailable");
        }
        wrong.Count(Caller);
        return Failed("auth.invalid");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return failure switch
        {
            "auth.too_many_failures" => LaterAsync(429, failure, "Too many wrong keys came from this address.", "60"),
            "upstream.unavailable" => LaterAsync(503, failure, "The key cannot be checked right now.", "1"),
            "auth.invalid" => Problem.WriteAsync(Context, 401, failure, "The API key is not valid."),
            _ => Problem.WriteAsync(Context, 401, "auth.missing", "This address needs an API key.", "Send Authorization: Bearer <api key> or X-API-Key."),
        };
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.WriteAsync(Context, 403, "auth.forbidden", "This key may not do that.");

    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : request.Headers["X-API-Key"].ToString();
    }

    private static ClaimsPrincipal Principal(KnownKey key) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, key.Id), new(CreatorClaim, key.CreatorId), .. key.Scopes.Select(s => new Claim(ScopeClaim, s))], SchemeName));

    private AuthenticateResult Failed(string code)
    {
        failure = code;
        return AuthenticateResult.Fail(code);
    }

    private Task LaterAsync(int status, string code, string title, string seconds)
    {
        Response.Headers.RetryAfter = seconds;
        return Problem.WriteAsync(Context, status, code, title);
    }
}
