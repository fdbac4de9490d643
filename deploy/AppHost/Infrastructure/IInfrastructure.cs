using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>PostgreSQL, RabbitMQ and Redis, wherever they come from.</summary>
internal interface IInfrastructure
{
    /// <summary>Said to the person while it starts.</summary>
    string Description { get; }

    ServerAddresses Addresses { get; }

    /// <summary>Those that run as our own children and are kept alive by us.</summary>
    IReadOnlyList<IComponent> Components { get; }

    /// <summary>Those that somebody else runs.</summary>
    IReadOnlyList<RunningComponent> Elsewhere { get; }

    /// <summary>Returns when all of them can be used.</summary>
    /// <exception cref="SetupException">One cannot be had.</exception>
    Task StartAsync(CancellationToken cancellation);

    Task StopAsync();
}

/// <summary>Connection strings, with credentials, as the services' clients read them.</summary>
internal sealed record ServerAddresses(string Postgres, string RabbitMq, string Redis);
