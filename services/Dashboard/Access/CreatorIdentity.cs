using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Access;

/// <summary>On whose behalf a request runs, as the gateway has found out.</summary>
/// <param name="CreatorId">Part of every query's key.</param>
/// <param name="KeyId">The API key's public id.</param>
/// <param name="Scopes">What the key may do.</param>
internal sealed record CreatorIdentity(string CreatorId, string KeyId, IReadOnlyList<string> Scopes);

/// <summary>Takes the identity from the gateway's headers; runs after the internal token was checked, so nobody else can set them.</summary>
internal sealed class CreatorFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Request.Headers;
        var creator = headers["X-CreatorFlow-Creator"].ToString();
        if (creator.Length == 0) return ValueTask.FromResult<object?>(Problem.Of(401, "auth.missing", "This address needs an API key."));
        context.HttpContext.Items[typeof(CreatorIdentity)] = new CreatorIdentity(creator, headers["X-CreatorFlow-Key"].ToString(),
            headers["X-CreatorFlow-Scopes"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return next(context);
    }
}

internal static class CreatorContext
{
    public static CreatorIdentity Creator(this HttpContext context) => (CreatorIdentity)context.Items[typeof(CreatorIdentity)]!;
}
