using System.Runtime.InteropServices;

namespace CreatorFlow.AppHost.Running;

/// <summary>
/// Ctrl-C, SIGTERM or a closed terminal asks once for an orderly stop. Asked again, this process
/// ends at once and the kernel tells its children to do the same.
/// </summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly List<PosixSignalRegistration> _signals;

    public StopRequest() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Request),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Request),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Request),
    ];

    public CancellationToken Token => _requested.Token;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _requested.Dispose();
    }

    private void Request(PosixSignalContext signal)
    {
        signal.Cancel = !_requested.IsCancellationRequested;
        _requested.Cancel();
    }
}
