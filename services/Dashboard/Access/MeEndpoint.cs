using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Dashboard.Access;

/// <summary><c>/api/v1/me</c>: whose key this is, for the page's frame.</summary>
internal static class MeEndpoint
{
    private static readonly string ReadName = Sql.Load("Access/me.sql");

    public static void MapMe(this IEndpointRouteBuilder routes) => routes.MapGet("/me", GetAsync).WithTags("Me").WithName("GetMe").Answers<Me>();

    private static async Task<IResult> GetAsync(HttpContext context, NpgsqlDataSource database)
    {
        var who = context.Creator();
        await using var command = database.CreateCommand(ReadName);
        command.Parameters.Add(new() { Value = who.CreatorId });
        var name = (string?)await command.ExecuteScalarAsync(context.RequestAborted);
        return TypedResults.Ok(new { creatorId = who.CreatorId, name = name ?? who.CreatorId, keyId = who.KeyId, keyName = who.KeyName, role = Roles.Strongest(who.Scopes), scopes = who.Scopes });
    }
}
