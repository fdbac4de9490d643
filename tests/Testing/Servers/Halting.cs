using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.Testing.Servers;

/// <summary>A server that is there and does not answer.</summary>
public static class Halting
{
    /// <summary>SIGSTOP to all of it: its connections stay open, new ones are accepted, and nothing is answered.</summary>
    public static void Halt(this IComponent server) => Signals.Send(-server.Process!.Pid, Signal.Stop);

    /// <summary>SIGCONT: it goes on where it was.</summary>
    public static void GoOn(this IComponent server) => Signals.Send(-server.Process!.Pid, Signal.Continue);
}
