using Npgsql;
using StackExchange.Redis;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>What is left of a word: in every text, JSON and byte column of every table, in Redis (spans are there), in every log.</summary>
internal sealed class Traces(RunningCommerce commerce)
{
    // KEYS: none. ARGV: the word. What holds it as a key, a value, a field or a member.
    private const string Held = """
        local found = {}
        for _, key in ipairs(redis.call('keys', '*')) do
          local kind, held = redis.call('type', key).ok, {}
          if kind == 'string' then held = { redis.call('get', key) }
          elseif kind == 'hash' then held = redis.call('hgetall', key)
          elseif kind == 'list' then held = redis.call('lrange', key, 0, -1)
          elseif kind == 'set' then held = redis.call('smembers', key)
          elseif kind == 'zset' then held = redis.call('zrange', key, 0, -1) end
          held[#held + 1] = key
          for _, value in ipairs(held) do if value and string.find(value, ARGV[1], 1, true) then found[#found + 1] = string.sub(value, 1, 300) end end
        end
        return found
        """;

    /// <summary>Places that hold it, with how often they do.</summary>
    /// <param name="word">Which.</param>
    /// <param name="of">A creator whose own rows do not count; null for nobody.</param>
    /// <param name="kept">Columns that may hold it, as <c>table.column</c>.</param>
    public async Task<List<string>> OfAsync(string word, string? of = null, params string[] kept)
    {
        var found = new List<string>();
        foreach (var (table, column, type, owner) in await ColumnsAsync())
            if (!kept.Contains($"{table}.{column}") && await RowsAsync(table, column, type, of is null ? null : owner, word, of) is > 0 and var rows) found.Add($"{table}.{column}: {rows} rows");
        return found;
    }

    /// <returns>The beginnings of values in Redis that hold it.</returns>
    public async Task<IReadOnlyList<string>> InRedisAsync(string word)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(commerce.RedisConnection);
        return [.. ((RedisValue[])(await redis.GetDatabase().ScriptEvaluateAsync(Held, [], [word]))!).Select(value => value.ToString())];
    }

    /// <returns>Lines of logs that hold it.</returns>
    public async Task<List<string>> InLogsAsync(string word)
    {
        var found = new List<string>();
        foreach (var (name, service) in commerce.Services)
            found.AddRange((await File.ReadAllLinesAsync(service.LogFile)).Where(line => line.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(line => $"{name}: {line[..Math.Min(line.Length, 300)]}"));
        return found;
    }

    /// <summary>How many rows a creator has in each table.</summary>
    public async Task<SortedDictionary<string, long>> RowsOfAsync(string creator)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, owner) in (await ColumnsAsync()).Where(c => c.Owner is not null).Select(c => (c.Table, c.Owner)).Distinct())
            rows[table] = await CountAsync($"select count(*) from \"{table}\" where \"{owner}\" = $1", creator);
        return rows;
    }

    private async Task<List<(string Table, string Column, string Type, string? Owner)>> ColumnsAsync()
    {
        await using var command = commerce.Database.CreateCommand("""
            select c.relname, a.attname, t.typname,
              (select o.attname from pg_attribute o where o.attrelid = c.oid and o.attname in ('tenant_id', 'creator_id') and not o.attisdropped limit 1)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
            where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
              and t.typname in ('text', 'varchar', 'json', 'jsonb', 'bytea', '_text', '_varchar')
            order by 1, 2
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string, string, string, string?)>();
        while (await reader.ReadAsync()) columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        Assert.True(columns.Count > 100, "the tables are not where they are looked for");
        return columns;
    }

    private Task<long> RowsAsync(string table, string column, string type, string? owner, string word, string? of)
    {
        var holds = type == "bytea" ? $"position(convert_to($1, 'UTF8') in \"{column}\") > 0" : $"\"{column}\"::text ilike '%' || $1 || '%'";
        return owner is null ? CountAsync($"select count(*) from \"{table}\" where {holds}", word) : CountAsync($"select count(*) from \"{table}\" where {holds} and \"{owner}\" <> $2", word, of!);
    }

    private async Task<long> CountAsync(string sql, params string[] values)
    {
        await using var command = commerce.Database.CreateCommand(sql);
        command.CommandTimeout = 300;
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
