using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CreatorFlow.AppHost.Processes;

/// <summary>
/// Starts child processes that end with this one, even when it is killed outright.
/// </summary>
/// <remarks>
/// The kernel's parent-death signal is tied to the thread that forked, not to the process, so all
/// children are started by one thread that lives as long as the process does.
/// </remarks>
internal static class Spawner
{
    private const int MostNice = 19;

    // A session of its own keeps the terminal's Ctrl-C away from the children: they are stopped in order by us. Linux shares cores between sessions first, and
    // a process's niceness counts only within its own, so the session is given the same one (https://man7.org/linux/man-pages/man7/sched.7.html, "The autogroup
    // feature"); but for root one such write each 100 ms is allowed on the whole machine. Output goes to the file directly, so that nothing breaks when we are
    // gone. Each step is an exec: the pid is the program's own in the end.
    private const string Script = """
        log=$1; niceness=$2; tries=50; shift 2
        while [ "$niceness" -gt 0 ] && [ -w /proc/self/autogroup ] && ! echo "$niceness" 2>/dev/null >/proc/self/autogroup; do
            tries=$((tries - 1)); [ $tries -gt 0 ] || { echo "autogroup: niceness $niceness was not taken" >>"$log"; break; }
            sleep 0.1
        done
        exec "$@" </dev/null >>"$log" 2>&1
        """;

    /// <summary>Of this process; children begin with it.</summary>
    private static readonly int OwnNiceness = NicenessIn(File.ReadAllText("/proc/self/stat"));

    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _requests = [];

    static Spawner() => new Thread(Serve) { IsBackground = true, Name = "spawner" }.Start();

    public static async Task<OwnedProcess> StartAsync(ProcessSpecification specification)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        LogFile.MakeRoom(specification.LogFile);
        _requests.Add((Describe(specification), started));
        return new OwnedProcess(specification, await started.Task);
    }

    private static void Serve()
    {
        foreach (var (start, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new InvalidOperationException("No process was started."));
            }
            catch (System.ComponentModel.Win32Exception e)
            {
                started.SetException(e);
            }
        }
    }

    private static ProcessStartInfo Describe(ProcessSpecification specification)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = specification.WorkingDirectory, UseShellExecute = false };
        foreach (var argument in Arguments(specification))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in specification.Environment)
            start.Environment[name] = value;
        return start;
    }

    private static IEnumerable<string> Arguments(ProcessSpecification specification) =>
    [
        // Twice: it is void once the program runs as somebody else.
        "setpriv", "--pdeathsig", specification.StopSignal.ShortName(), "/bin/sh", "-c", Script, "sh", specification.LogFile, $"{Math.Clamp(OwnNiceness + specification.Niceness, 0, MostNice)}",
        "nice", "-n", $"{specification.Niceness}", "setpriv", .. As(specification.User), "--pdeathsig", specification.StopSignal.ShortName(),
        specification.Program, .. specification.Arguments,
    ];

    /// <summary>Field 19; the second is a name in parentheses, which may hold anything.</summary>
    private static int NicenessIn(string stat) => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);

    private static IEnumerable<string> As(SystemUser? user) =>
        user is null ? [] : ["--reuid", $"{user.Uid}", "--regid", $"{user.Gid}", "--clear-groups"];
}
