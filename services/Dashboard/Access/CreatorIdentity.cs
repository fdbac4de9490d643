using System.Globalization;
using CreatorFlow.Accounts.Audit;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Access;

/// <summary>On whose behalf a request runs, as the gateway has found out.</summary>
/// <param name="CreatorId">Part of every query's key.</param>
/// <param name="KeyId">The API key's public id.</param>
/// <param name="KeyName">What its owner calls the key.</param>
/// <param name="Scopes">What the key may do.</param>
internal sealed record CreatorIdentity(string CreatorId, string KeyId, string KeyName, IReadOnlyList<string> Scopes)
{
    /// <summary>When the token ends that was shown; null for a key itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it looks after the platform as a whole.</summary>
    public bool Operates => Scopes.Contains(Roles.Ops);

    /// <summary>Who stands behind a change that this request makes.</summary>
    public Actor Actor => new(KeyId, KeyName);
}

/// <summary>Takes the identity from the gateway's headers; runs after the internal token was checked, so nobody else can set them.</summary>
internal sealed class CreatorFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Request.Headers;
        var (key, name) = (headers["X-CreatorFlow-Key"].ToString(), headers["X-CreatorFlow-Key-Name"].ToString());
        var identity = new CreatorIdentity(headers["X-CreatorFlow-Creator"].ToString(), key, name.Length == 0 ? key : Uri.UnescapeDataString(name),
            headers["X-CreatorFlow-Scopes"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)) { Until = End(headers["X-CreatorFlow-Until"].ToString()) };
        if (identity.CreatorId.Length == 0) return Refuse(401, "auth.missing", "This address needs an API key.");
        if (Refusal(identity, context.HttpContext) is { } code) return Refuse(403, code, "This API key may not do that.");
        if (!IsStorable(context.HttpContext.Request)) return Refuse(400, "request.invalid", "The request could not be read.");
        context.HttpContext.Items[typeof(CreatorIdentity)] = identity;
        return next(context);
    }

    private static DateTimeOffset? End(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? DateTimeOffset.FromUnixTimeSeconds(end) : null;

    /// <summary>The gateway has asked the same of the path; the route's pattern is what really runs.</summary>
    private static string? Refusal(CreatorIdentity identity, HttpContext context) =>
        RoutePolicy.Refusal(identity.Scopes, context.Request.Method, ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!);

    /// <summary>PostgreSQL's text holds every character but one. Cursors are read by those who made them.</summary>
    private static bool IsStorable(HttpRequest request) =>
        !request.QueryString.HasValue || !request.Query.Any(q => q.Key is not ("cursor" or "since") && q.Value.Any(v => v?.Contains('\0') == true));

    private static ValueTask<object?> Refuse(int status, string code, string title) => ValueTask.FromResult<object?>(Problem.Of(status, code, title));
}

internal static class CreatorContext
{
    public static CreatorIdentity Creator(this HttpContext context) => (CreatorIdentity)context.Items[typeof(CreatorIdentity)]!;
}
