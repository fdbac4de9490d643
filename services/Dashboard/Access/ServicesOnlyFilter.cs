using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Access;

/// <summary>Refuses what the gateway has sent on a creator's behalf: it carries the token too, and has no business here.</summary>
internal sealed class ServicesOnlyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers.ContainsKey("X-CreatorFlow-Creator")
            ? ValueTask.FromResult<object?>(Problem.Of(401, "auth.internal_only", "This address is for the platform's own services."))
            : next(context);
}
