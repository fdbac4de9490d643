using System.Runtime.InteropServices;

namespace CreatorFlow.AppHost.Processes;

/// <summary>The POSIX signals that components are stopped, halted and resumed with.</summary>
public enum Signal
{
    /// <summary>No signal; asks only whether the process exists.</summary>
    None = 0,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,

    /// <summary>As Linux numbers it, like the next.</summary>
    Continue = 18,
    Stop = 19,
}

internal static partial class Signals
{
    /// <summary>False where there is no such process any more; a negative pid means its whole group.</summary>
    public static bool Send(int pid, Signal signal) => Kill(pid, (int)signal) == 0;

    /// <summary>The name that setpriv takes.</summary>
    public static string ShortName(this Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        Signal.Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
