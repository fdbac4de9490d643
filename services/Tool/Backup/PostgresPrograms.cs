using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Backup;

/// <summary>PostgreSQL's own programs on the database that the tool works on.</summary>
/// <param name="folder">Where they are; the newest on this machine when null.</param>
/// <param name="database">Its connection string; what libpq needs of it goes by the environment, so that no password is seen among the processes.</param>
internal sealed class PostgresPrograms(string? folder, string database)
{
    private const string Debian = "/usr/lib/postgresql";
    private readonly NpgsqlConnectionStringBuilder connection = new(database);

    /// <summary>Runs one to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Without the connection.</param>
    /// <param name="line">Hears each line that it says.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ToolException">It is not there, or failed; with what it said last.</exception>
    public async Task RunAsync(string program, IEnumerable<string> arguments, Action<string> line, CancellationToken cancellation)
    {
        using var process = Start(program, arguments);
        var last = new Queue<string>();
        try
        {
            while (await process.StandardError.ReadLineAsync(cancellation) is { } said)
            {
                line(said);
                last.Enqueue(said);
                if (last.Count > 5) last.Dequeue();
            }
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        if (process.ExitCode != 0) throw new ToolException($"{program} failed:\n{string.Join('\n', last)}");
    }

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program), arguments) { RedirectStandardError = true };
        var hosts = DatabaseHosts.Of(connection);
        start.Environment["PGHOST"] = string.Join(',', hosts.Select(each => each.Host));
        start.Environment["PGPORT"] = string.Join(',', hosts.Select(each => each.Port.ToString(CultureInfo.InvariantCulture)));
        if (hosts.Count > 1) start.Environment["PGTARGETSESSIONATTRS"] = "read-write"; // of the words for the primary the one that every version knows
        start.Environment["PGDATABASE"] = connection.Database;
        if (connection.Username is { } user) start.Environment["PGUSER"] = user;
        if (connection.Password is { } password) start.Environment["PGPASSWORD"] = password;
        if (connection.RootCertificate is { } root) start.Environment["PGSSLROOTCERT"] = root;
        start.Environment["PGSSLMODE"] = connection.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"{program} is not on this machine: install PostgreSQL's client programs (postgresql-client), or name their folder with --programs.", e);
        }
    }

    /// <summary>Debian keeps every major version in a folder of its own; elsewhere they are on the path.</summary>
    private string Find(string program)
    {
        if (folder is not null) return Path.Combine(folder, program);
        if (!Directory.Exists(Debian)) return program;
        return Directory.EnumerateDirectories(Debian).OrderByDescending(version => int.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin", program)).FirstOrDefault(File.Exists) ?? program;
    }
}
