using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Operating;

/// <summary><c>/api/v1/ops</c>: the platform's condition at a glance, and what to do about each alert.</summary>
internal static class OpsEndpoints
{
    private static readonly string Connections = Sql.Load("Operating/connections.sql");

    public static void MapOps(this IEndpointRouteBuilder routes)
    {
        var ops = routes.MapGroup("/ops").WithTags("Ops");
        ops.MapGet("/", ShowAsync).WithName("ShowOps").Answers<OpsShown>();
        ops.MapGet("/runbooks", () => TypedResults.Ok(Runbooks.All)).WithName("ListRunbooks").Answers<OpsRunbooks>();
    }

    private static async Task<IResult> ShowAsync(HttpContext context, OpsWatch watch, NpgsqlDataSource database)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(Connections).With(context.Creator().CreatorId);
        await using var row = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await row.ReadAsync(context.RequestAborted)) own[row.GetString(0)] = row.GetString(1);
        return TypedResults.Ok(OpsView.Of(watch.State, own));
    }
}
