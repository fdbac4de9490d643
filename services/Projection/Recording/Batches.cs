using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Projection.Recording;

/// <summary>Statements over arrays, one parameter a column.</summary>
internal static class Batches
{
    public static void Add(this NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }

    public static NpgsqlParameter Column<TRow, TValue>(this IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = column };
    }

    public static NpgsqlParameter JsonColumn<TRow>(this IReadOnlyList<TRow> rows, Func<TRow, byte[]> value)
    {
        var column = new byte[rows.Count][];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return new NpgsqlParameter<byte[][]> { TypedValue = column, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
    }

    public static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
