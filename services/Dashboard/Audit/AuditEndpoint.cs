using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Upcasting;
using CreatorFlow.EventStore.Upcasting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using Npgsql;

namespace CreatorFlow.Dashboard.Audit;

/// <summary><c>/api/v1/audit</c>: who changed what, the newest first: the events that people caused, and changes of keys, links, secrets and channels.</summary>
internal static class AuditEndpoint
{
    private static readonly string List = Sql.Load("Audit/list.sql");

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGet("/audit", ListAsync).WithTags("Access").WithName("ListAudit")
        .Answers<PageOf<AuditedChange>>().Refuses(400, "limit.invalid", "cursor.invalid", "since.invalid");

    /// <param name="context">The request.</param>
    /// <param name="database">Where.</param>
    /// <param name="limit">As every list takes it.</param>
    /// <param name="cursor">As a former page gave it.</param>
    /// <param name="who">A key's id, or its name at the time of the change.</param>
    /// <param name="since">ISO 8601 with its zone: nothing older.</param>
    private static async Task<IResult> ListAsync(HttpContext context, NpgsqlDataSource database, string? limit, string? cursor, string? who, string? since)
    {
        if (PageRequest.Parse(limit, cursor, parts: 3, out var page) is { } problem) return problem;
        if (!Place.TryParse(page, out var before)) return PageRequest.NotOfThisList();
        var from = DateTimeOffset.MinValue;
        if (!string.IsNullOrEmpty(since) && !PastMoment.TryParse(since, out from))
            return Problem.Of(400, "since.invalid", "The time could not be read.", "since must be a time like 2026-11-21T10:00:00Z.");
        var asking = context.Creator();
        await using var command = database.CreateCommand(List)
            .With(asking.CreatorId, before.At, before.Kind, before.Seq, from, who ?? "", page.Limit + 1, Roles.Strongest(asking.Scopes) == Roles.Owner);
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted)) rows.Add(new(Render(reader), Place.Of(reader).Cursor));
        return PageAnswer.Of(rows, page.Limit, PageAnswer.AsRendered);
    }

    private static byte[] Render(NpgsqlDataReader row) => JsonAnswer.ToBytes(writer =>
    {
        var place = Place.Of(row);
        var (type, data) = place.IsEvent ? EventUpcasters.All.Lift(row.GetString(5), row.GetFieldValue<byte[]>(7)) : (row.GetString(5), row.GetFieldValue<byte[]>(7));
        writer.WriteStartObject();
        writer.WriteString("id", $"{(place.IsEvent ? 'e' : 'a')}{place.Seq}");
        writer.WriteString("at", place.At);
        writer.WriteStartObject("who");
        writer.WriteString("keyId", row.GetString(3));
        writer.WriteString("name", row.IsDBNull(4) ? row.GetString(3) : row.GetString(4));
        writer.WriteEndObject();
        writer.WriteString("what", place.IsEvent ? StoredName.Parse(type).Name : type);
        writer.WriteString("subject", row.GetString(6));
        writer.WriteString("deliveryId", row.IsDBNull(8) ? null : row.GetString(8));
        writer.WritePropertyName("data");
        CamelCase.Write(writer, data);
        writer.WriteEndObject();
    }).ToArray();

    /// <summary>Where in the order a change stands.</summary>
    private readonly record struct Place(DateTimeOffset At, int Kind, long Seq)
    {
        public bool IsEvent => Kind == 0;

        public string Cursor => PageRequest.Encode(At.ToString("O", CultureInfo.InvariantCulture), Kind.ToString(CultureInfo.InvariantCulture), Seq.ToString(CultureInfo.InvariantCulture));

        public static Place Of(NpgsqlDataReader row) => new(row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1), row.GetInt64(2));

        public static bool TryParse(PageRequest page, out Place place)
        {
            place = new(DateTimeOffset.MaxValue, int.MaxValue, long.MaxValue);
            if (page.Part(0) is not { } moment) return true;
            if (!DateTimeOffset.TryParseExact(moment, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                || !int.TryParse(page.Part(1), NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
                || !long.TryParse(page.Part(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return false;
            place = new(at, kind, seq);
            return true;
        }
    }
}
