using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Folder;

/// <summary>
/// Everything one installation keeps on disk: the servers' data, secrets, ports, logs, and the
/// record of what runs. Only one program may use it at a time.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const long FreeBytesNeeded = 500L * 1024 * 1024;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        (Path, _lock) = (path, held);
        Processes = new ProcessLedger(Combine("pids"));
        Ports = new PortBook(Combine("ports.json"));
        Secrets = Secrets.LoadOrCreate(Combine("secrets.json"));
    }

    public string Path { get; }

    /// <summary>A short name for this folder that is the same at every start.</summary>
    public string Hash => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path)))[..8];

    public ProcessLedger Processes { get; }

    public PortBook Ports { get; }

    public Secrets Secrets { get; }

    /// <summary>Opens the folder, makes it where it is missing, and holds it until disposed.</summary>
    /// <exception cref="SetupException">Another program holds it, or its disk is nearly full.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
            var held = FolderLock.Take(path);
            RequireSpace(path);
            Directory.CreateDirectory(System.IO.Path.Combine(path, "logs"));
            return new DataFolder(path, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SetupException($"The data folder {path} cannot be written to. Choose another with --data.", e);
        }
    }

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public string Log(string component) => Combine("logs", component + ".log");

    public void TrimLogs()
    {
        foreach (var log in Directory.EnumerateFiles(Combine("logs"), "*.log"))
            LogFile.MakeRoom(log);
    }

    /// <summary>A folder in it that no other account may enter.</summary>
    public string PrivateFolder(string name)
    {
        var folder = Combine(name);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    public void Dispose() => _lock.Dispose();

    private static void RequireSpace(string path)
    {
        var free = new DriveInfo(path).AvailableFreeSpace;
        if (free < FreeBytesNeeded)
            throw new SetupException(
                $"Only {free / 1024 / 1024} MB are free on the disk of {path}, and the servers need 500 MB to start. "
                + "Free some space, or choose a folder on another disk with --data.");
    }
}
