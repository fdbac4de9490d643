using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using Npgsql;

namespace CreatorFlow.Dashboard.Access;

/// <summary>Before Projection has made its tables there is nothing to show yet; while PostgreSQL is away, neither.</summary>
internal sealed class NotReadyFilter(DatabaseGate gate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!gate.IsOpen) return Away(context);
        try
        {
            return await next(context);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return Unavailable(context, "starting", "The platform is starting.");
        }
        catch (Exception e) when (e is NpgsqlException { IsTransient: true } or TimeoutException || DatabaseOutage.IsAway(e)) // a name server's timeout is bare
        {
            gate.Failed(e);
            return Away(context);
        }
    }

    private static IResult Away(EndpointFilterInvocationContext context) => Unavailable(context, "database.unavailable", "The data cannot be read right now.");

    private static IResult Unavailable(EndpointFilterInvocationContext context, string code, string title)
    {
        context.HttpContext.Response.Headers.RetryAfter = "2";
        return Problem.Of(503, code, title);
    }
}
