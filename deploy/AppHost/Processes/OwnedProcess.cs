using System.Diagnostics;

namespace CreatorFlow.AppHost.Processes;

/// <summary>A child process that this program started and answers for.</summary>
/// <remarks>All members may be used concurrently.</remarks>
public sealed class OwnedProcess
{
    private readonly ProcessSpecification _specification;
    private readonly Process _process;

    internal OwnedProcess(ProcessSpecification specification, Process process)
    {
        (_specification, _process, Pid) = (specification, process, process.Id);
        Identity = ProcessIdentity.Of(Pid);
        Completion = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>Null where it ended before it could be looked at.</summary>
    public ProcessIdentity? Identity { get; }

    /// <summary>Completes with the exit code; 128 plus the signal's number where a signal ended it.</summary>
    public Task<int> Completion { get; }

    public bool HasEnded => Completion.IsCompleted;

    public string LogFile => _specification.LogFile;

    /// <summary>Ends the process at once, with no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!HasEnded)
            Signals.Send(Pid, Signal.Kill);
        await Completion;
    }

    /// <summary>Asks it to end, waits, and kills it and its group where it takes too long.</summary>
    public async Task StopAsync()
    {
        if (HasEnded)
            return;
        Signals.Send(Pid, _specification.StopSignal);
        if (await EndsWithinAsync(_specification.StopPatience))
            return;
        Signals.Send(-Pid, Signal.Kill);
        await Completion;
    }

    private async Task<bool> EndsWithinAsync(TimeSpan patience) =>
        await Task.WhenAny(Completion, Task.Delay(patience)) == Completion;

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }
}
