using CreatorFlow.Accounts.ShareLinks;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Dashboard.Sharing;

/// <summary><c>GET /api/v1/shared/{token}</c>: what a share link shows to anybody who has it: SKU, title and what is available, or work sessions, nothing else.</summary>
internal static class SharedEndpoint
{
    private const int TokenLength = 43;
    private static readonly string List = Sql.Load("Sharing/list.sql");

    public static void MapShared(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1/shared")
        .AddEndpointFilter<InternalTokenFilter>().AddEndpointFilter<NotReadyFilter>()
        .MapGet("/{token}", GetAsync).WithTags("Access").WithName("GetShared")
        .Answers<SharedShown>().Refuses(400, "limit.invalid", "cursor.invalid").Refuses(404, "share_link.not_found").NeedsNoKey();

    private static async Task<IResult> GetAsync(HttpContext context, ShareLinkStore links, NpgsqlDataSource database, SharedSessions sessions, string token, string? limit, string? cursor)
    {
        var headers = context.Response.Headers;
        (headers.CacheControl, headers["X-Robots-Tag"]) = ("no-store", "noindex, nofollow");
        // One answer for what never was, was revoked and has expired.
        if (token.Length != TokenLength || await links.FindAsync(token, context.RequestAborted) is not { } link) return Problem.Of(404, "share_link.not_found", "There is no such link.");
        if (link.Sessions) return await sessions.AnswerAsync(link, context.RequestAborted);
        if (PageRequest.Parse(limit, cursor, parts: 1, out var page) is { } problem) return problem;
        var rows = await ReadAsync(database, link, page, context.RequestAborted);
        return new JsonAnswer(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("label", link.Label);
            writer.WriteString("expiresAt", link.ExpiresAt);
            writer.WriteStartArray("items");
            foreach (var row in rows.Take(page.Limit)) row.Write(writer);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", rows.Count > page.Limit ? PageRequest.Encode(rows[page.Limit - 1].Sku) : null);
            writer.WriteEndObject();
        });
    }

    private static async Task<List<SharedItem>> ReadAsync(NpgsqlDataSource database, ShareLink link, PageRequest page, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List).With(link.CreatorId, link.Sku ?? "", page.Part(0) ?? "", page.Limit + 1);
        var rows = new List<SharedItem>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2)));
        return rows;
    }

    private sealed record SharedItem(string Sku, string? Title, long Available)
    {
        public void Write(System.Text.Json.Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("sku", Sku);
            writer.WriteString("title", Title);
            writer.WriteNumber("available", Available);
            writer.WriteEndObject();
        }
    }
}
