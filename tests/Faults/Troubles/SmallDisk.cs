using System.Diagnostics;
using System.Globalization;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using CreatorFlow.AppHost.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Faults.Troubles;

/// <summary>A file system of some megabytes in memory, mounted as root, that a server keeps files on.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int SizeMb = 256;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-disk-");

    private string Ballast => Path.Combine(folder.FullName, "ballast");

    /// <exception cref="InvalidOperationException">Not run as root.</exception>
    public static async Task<SmallDisk> MountAsync()
    {
        if (!SystemUser.IsRoot) throw new InvalidOperationException("Only root can mount a small disk: run this test as root.");
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={SizeMb}m"), "creatorflow", disk.folder.FullName);
        return disk;
    }

    /// <summary>Every table that is made from now on lies on this disk; the write-ahead log does not.</summary>
    public async Task HoldTablesOfAsync(PostgresServer postgres)
    {
        var tables = folder.CreateSubdirectory("tables");
        await RunAsync("chown", "postgres", tables.FullName);
        await using var connection = await OpenAsync(postgres);
        await using var make = new NpgsqlCommand($"create tablespace small location '{tables.FullName}'", connection);
        await make.ExecuteNonQueryAsync();
        await using var use = new NpgsqlCommand("alter role current_user set default_tablespace = 'small'", connection);
        await use.ExecuteNonQueryAsync();
    }

    /// <summary>The write-ahead log lies on this disk, the tables do not.</summary>
    public async Task HoldLogOfAsync(PostgresServer postgres)
    {
        string data;
        await using (var connection = await OpenAsync(postgres))
        {
            await using var ask = new NpgsqlCommand("show data_directory", connection);
            data = (string)(await ask.ExecuteScalarAsync())!;
        }
        await postgres.StopAsync();
        await MoveAsync(Path.Combine(data, "pg_wal"));
        await postgres.StartUntilReadyAsync();
    }

    /// <summary>All that the node stores lies on this disk.</summary>
    public async Task HoldMessagesOfAsync(RabbitMqServer broker)
    {
        await broker.Process!.StopAsync();
        await MoveAsync(broker.DataFolder);
        await broker.StartUntilReadyAsync();
    }

    /// <param name="leave">Megabytes that stay free.</param>
    public void Fill(int leave)
    {
        var block = new byte[64 * 1024];
        try
        {
            using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (leave == 0 || new DriveInfo(folder.FullName).AvailableFreeSpace > leave * 1024L * 1024) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", folder.FullName);
        folder.Delete(recursive: true);
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresServer postgres)
    {
        var connection = new NpgsqlConnection(postgres.ConnectionStringTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>To this disk; a link leads there.</summary>
    private async Task MoveAsync(string path)
    {
        var there = Path.Combine(folder.FullName, Path.GetFileName(path));
        await RunAsync("cp", "--archive", path, there);
        Directory.Delete(path, recursive: true);
        Directory.CreateSymbolicLink(path, there);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
