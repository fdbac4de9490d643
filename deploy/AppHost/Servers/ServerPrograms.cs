namespace CreatorFlow.AppHost.Servers;

/// <summary>Where this machine keeps the servers' programs; null where one is missing.</summary>
public sealed record ServerPrograms(string? PostgresFolder, string? RabbitMqServer, string? Epmd, string? RedisServer)
{
    // Debian's wrapper of rabbitmq-server, the one on the PATH, insists on an account of its own:
    // the script that it wraps is looked for first.
    public static ServerPrograms Find() => new(
        FindPostgres(),
        First("/usr/lib/rabbitmq/bin/rabbitmq-server") ?? OnPath("rabbitmq-server"),
        OnPath("epmd") ?? First("/usr/lib/erlang/bin/epmd"),
        OnPath("redis-server"));

    public IReadOnlyList<MissingServer> Missing =>
    [
        .. PostgresFolder is null ? [new MissingServer("PostgreSQL 15 or newer (postgres, initdb)", "postgresql")] : Array.Empty<MissingServer>(),
        .. RabbitMqServer is null || Epmd is null ? [new MissingServer("RabbitMQ 3.10 or newer (rabbitmq-server, epmd)", "rabbitmq-server")] : Array.Empty<MissingServer>(),
        .. RedisServer is null ? [new MissingServer("Redis 7 (redis-server)", "redis-server")] : Array.Empty<MissingServer>(),
    ];

    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/local/sbin", "/usr/sbin", "/usr/local/bin"])
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(IsThere);

    // Debian keeps every major version in a folder of its own, off the PATH: the newest is taken.
    private static string? FindPostgres()
    {
        const string versions = "/usr/lib/postgresql";
        var debian = !Directory.Exists(versions) ? [] : Directory.EnumerateDirectories(versions)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"));
        return debian.Append(Path.GetDirectoryName(OnPath("postgres")) ?? "")
            .FirstOrDefault(folder => IsThere(Path.Combine(folder, "postgres")) && IsThere(Path.Combine(folder, "initdb")));
    }

    // A link stays on the PATH when what it led to was removed; File.Exists is content with the link.
    private static bool IsThere(string path) => File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);

    private static string? First(params string[] paths) => paths.FirstOrDefault(IsThere);
}

/// <summary>A server that has to be installed, and Debian's package for it.</summary>
public sealed record MissingServer(string Name, string Package);
