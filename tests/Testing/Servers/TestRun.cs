using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.Testing.Servers;

/// <summary>
/// The temporary folder of this test process, named after it, so that a later one can tell whether
/// its owner still lives and clean up after one that was killed.
/// </summary>
internal static class TestRun
{
    // The servers' own account has to get in.
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string _all = Path.Combine(Path.GetTempPath(), $"creatorflow-tests-{Environment.UserName}");
    private static readonly Lazy<Task<string>> _mine = new(MakeAsync);

    private static readonly ConcurrentQueue<Action> _beforeRemoval = [];

    private static int _folders;

    /// <summary>Something to do when this process exits, before its folder is removed.</summary>
    public static void BeforeRemoval(Action work) => _beforeRemoval.Enqueue(work);

    /// <summary>A new folder for one set of servers or one platform.</summary>
    public static async Task<string> NewFolderAsync(string name)
    {
        var folder = Path.Combine(await _mine.Value, string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref _folders)}"));
        Directory.CreateDirectory(folder, Open);
        return folder;
    }

    /// <summary>Removes a data folder with all that belongs to it; its servers must have ended.</summary>
    public static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (IOException e)
        {
            // A server's child that outlived it by a moment wrote a last file; the next run removes it.
            Console.Error.WriteLine($"{folder} is left for the next test run to remove: {e.Message}");
        }
    }

    private static async Task<string> MakeAsync()
    {
        var self = ProcessIdentity.Of(Environment.ProcessId)!;
        Directory.CreateDirectory(_all, Open);
        foreach (var folder in Directory.EnumerateDirectories(_all).Where(IsOrphaned))
            await RemoveAsync(folder);
        var mine = Path.Combine(_all, string.Create(CultureInfo.InvariantCulture, $"{self.Pid}-{self.StartTicks}"));
        Directory.CreateDirectory(mine, Open);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveMine(mine);
        return mine;
    }

    private static void RemoveMine(string folder)
    {
        foreach (var work in _beforeRemoval)
            work();
        Delete(folder);
    }

    private static bool IsOrphaned(string folder)
    {
        var name = Path.GetFileName(folder).Split('-');
        return name.Length == 2
            && int.TryParse(name[0], out var pid)
            && ProcessIdentity.Of(pid)?.StartTicks.ToString(CultureInfo.InvariantCulture) != name[1];
    }

    private static async Task RemoveAsync(string folder)
    {
        foreach (var pids in Directory.EnumerateDirectories(folder).SelectMany(data => new[] { Path.Combine(data, "pids"), Path.Combine(data, "data", "pids") }))
            await new ProcessLedger(pids).StopLeftoversAsync();
        Delete(folder);
    }
}
