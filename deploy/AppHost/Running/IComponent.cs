using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Running;

/// <summary>A server or service that runs as a child process.</summary>
public interface IComponent
{
    string Name { get; }

    /// <summary>Where it listens, without credentials.</summary>
    string Address { get; }

    /// <summary>The process that runs, or ran last; null before the first start.</summary>
    OwnedProcess? Process { get; }

    /// <summary>Starts it with the data it had; returns once the process runs, which is before it is ready.</summary>
    /// <exception cref="SetupException">It could not be started.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>One look whether it does its work now.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellation);

    /// <summary>Stops it in good order and waits for its end; nothing happens where it does not run.</summary>
    Task StopAsync();
}
