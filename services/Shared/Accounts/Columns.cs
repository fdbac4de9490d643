using Npgsql;

namespace CreatorFlow.Accounts;

internal static class Columns
{
    public static DateTimeOffset? Moment(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
