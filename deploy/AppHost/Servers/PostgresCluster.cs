using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Servers;

/// <summary>The files of a private PostgreSQL: where they lie, whose they are, and their making.</summary>
internal sealed record PostgresCluster(string Home, SystemUser? User)
{
    // A UNIX socket's path may not be longer than 107 bytes; the rest is the socket's own name.
    private const int LongestSocketFolder = 85;

    // Characters as Unicode has them, order as bytes have it: keys then compare several times faster, and alike everywhere.
    private const string Locale = "C.UTF-8";
    private const string Collation = "C";

    public string Folder => Path.Combine(Home, "cluster");

    public string SocketFolder => Home.Length <= LongestSocketFolder ? Home : "";

    /// <summary>
    /// PostgreSQL refuses to run as root. As root it gets another account, and where that account
    /// cannot reach the data folder, a place under /var/lib; the choice is kept.
    /// </summary>
    public static async Task<PostgresCluster> LocateAsync(DataFolder data)
    {
        var home = data.Combine("postgres");
        if (!SystemUser.IsRoot)
            return new PostgresCluster(home, null);
        var user = SystemUser.Find("postgres") ?? SystemUser.Find("nobody")
            ?? throw new SetupException("PostgreSQL does not run as root, and there is no account 'postgres' to run it as. Create one: useradd --system postgres");
        var record = data.Combine("postgres.location");
        if (File.Exists(record))
            return new PostgresCluster((await File.ReadAllTextAsync(record)).Trim(), user);
        if (!await ReachesAsync(user, data.Path))
            home = $"/var/lib/creatorflow-{data.Hash}/postgres";
        await File.WriteAllTextAsync(record, home + "\n");
        return new PostgresCluster(home, user);
    }

    /// <summary>Makes the cluster where there is none. It appears whole or not at all.</summary>
    public async Task CreateOnceAsync(string programs, string password, string log, CancellationToken cancellation)
    {
        if (Directory.Exists(Folder))
            return;
        PrepareHome();
        var unfinished = Folder + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        var passwordFile = Path.Combine(Home, "password");
        PrivateFile.WriteText(passwordFile, password);
        User?.Own(passwordFile);
        await Tool.RunAsync(InitDb(programs, unfinished, passwordFile, log), cancellation);
        File.Delete(passwordFile);
        Directory.Move(unfinished, Folder);
    }

    /// <summary>
    /// A server that was killed outright leaves its sessions to end by themselves, which under load takes them seconds; until the last of them has let go
    /// of their shared memory another server refuses these files. The folder says which memory that is.
    /// </summary>
    public Task<bool> UntilLeftAsync(CancellationToken cancellation) => Waiting.UntilAsync(() => !IsShared(), TimeSpan.FromSeconds(30), cancellation);

    /// <summary>Line 7 of postmaster.pid is a key and an id; of the kernel's list, columns 2 and 7 are ids and how many are attached.</summary>
    private bool IsShared()
    {
        const int MemoryLine = 6, IdColumn = 1, AttachedColumn = 6;
        var file = Path.Combine(Folder, "postmaster.pid");
        if (!File.Exists(file) || !File.Exists("/proc/sysvipc/shm")) return false;
        if (Columns(File.ReadLines(file).ElementAtOrDefault(MemoryLine) ?? "") is not [_, var memory]) return false;
        return File.ReadLines("/proc/sysvipc/shm").Select(Columns).Any(row => row.Length > AttachedColumn && row[IdColumn] == memory && row[AttachedColumn] != "0");

        static string[] Columns(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<bool> ReachesAsync(SystemUser user, string folder) => await Tool.AskAsync(
        "setpriv", ["--reuid", $"{user.Uid}", "--regid", $"{user.Gid}", "--clear-groups", "test", "-x", folder]) is not null;

    private void PrepareHome()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Home)!);
        Directory.CreateDirectory(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        User?.Own(Home);
    }

    private ProcessSpecification InitDb(string programs, string folder, string passwordFile, string log) => new(
        "initdb",
        Path.Combine(programs, "initdb"),
        ["-D", folder, "-U", PostgresServer.User, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--encoding=UTF8", $"--locale={Locale}", $"--lc-collate={Collation}"])
    {
        LogFile = log,
        WorkingDirectory = Home,
        User = User,
    };
}
