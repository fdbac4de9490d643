using System.Globalization;
using CreatorFlow.Alerts;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Alerts;

/// <summary>Something that is wrong now, or wants a person.</summary>
/// <param name="Id">The same as long as it lasts.</param>
/// <param name="Kind">Stable, e.g. <c>low_stock</c>.</param>
/// <param name="Severity"><c>critical</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Subject">What it is about: a SKU, an order, a connection, a conflict, a stream.</param>
/// <param name="Since">Since when; null when nobody knows.</param>
/// <param name="Count">How many, in what the kind counts.</param>
/// <param name="Title">One sentence.</param>
/// <param name="WhatToDo">The next step.</param>
/// <param name="Link">The dashboard's page for it.</param>
/// <param name="AcknowledgedAt">When a person saw it; null when nobody has since it began.</param>
internal sealed record Alert(string Id, string Kind, string Severity, string Subject, DateTime? Since, long Count, string Title, string WhatToDo, string Link, DateTime? AcknowledgedAt);

/// <summary>Finds what is wrong now, and keeps what a person has seen of it.</summary>
internal sealed class AlertQueries(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string List = FoundAlerts.Within(Sql.Load("Alerts/list.sql"));
    private static readonly string Acknowledge = Sql.Load("Alerts/acknowledge.sql");

    /// <summary>The gravest first, then by kind and subject; one more than the limit when there is more.</summary>
    public async Task<List<Alert>> ListAsync(string creator, (int Rank, string Kind, string Subject) after, string kind, int rank, string subject, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List).With(creator, clock.GetUtcNow(), after.Rank, after.Kind, after.Subject, kind, rank, subject, limit);
        var found = new List<Alert>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) found.Add(Read(row));
        return found;
    }

    /// <returns>When it was seen, or null when there is no such alert now.</returns>
    public async Task<DateTime?> AcknowledgeAsync(string creator, AlertId id, CancellationToken cancellation)
    {
        if (await ListAsync(creator, (-1, "", ""), id.Kind, -1, id.Subject, 1, cancellation) is []) return null;
        await using var command = database.CreateCommand(Acknowledge).With(creator, id.Kind, id.Subject, clock.GetUtcNow());
        return (DateTime?)await command.ExecuteScalarAsync(cancellation);
    }

    public static string Cursor(Alert last) => PageRequest.Encode(AlertKinds.Severities.IndexOf(last.Severity).ToString(CultureInfo.InvariantCulture), last.Kind, last.Subject);

    private static Alert Read(NpgsqlDataReader row)
    {
        var (id, count) = (new AlertId(row.GetString(1), row.GetString(2)), row.GetInt64(4));
        var kind = AlertKinds.All[id.Kind];
        return new(id.ToString(), id.Kind, AlertKinds.Severities[row.GetInt32(0)], id.Subject, row.IsDBNull(3) ? null : row.GetDateTime(3), count,
            kind.Title(id.Subject, count, row.IsDBNull(5) ? null : row.GetString(5)), kind.WhatToDo, kind.Page(Uri.EscapeDataString(id.Subject)), row.IsDBNull(6) ? null : row.GetDateTime(6));
    }
}
