namespace CreatorFlow.AppHost.CommandLine;

/// <summary>Which PostgreSQL, RabbitMQ and Redis the platform uses.</summary>
public enum InfrastructureKind
{
    /// <summary>Those pointed to; else a Docker engine that answers; else this machine's own programs.</summary>
    Auto = 0,

    /// <summary>Private instances of the programs installed on this machine.</summary>
    Native = 1,

    /// <summary>The containers of docker-compose.yml.</summary>
    Docker = 2,

    /// <summary>Servers that run already, given by connection string.</summary>
    External = 3,
}

/// <summary>What the command line asked for.</summary>
public sealed record AppHostOptions
{
    /// <summary>The gateway's port on loopback.</summary>
    public int Port { get; init; } = 8080;

    public required string DataFolder { get; init; }

    /// <summary>False: the demo creators exist, but nothing happens to them.</summary>
    public bool DemoTraffic { get; init; } = true;

    public int DemoCreators { get; init; } = 2;

    /// <summary>Simulated platform events a second, over all creators.</summary>
    public int SimulatorRate { get; init; } = 2;

    public InfrastructureKind Infrastructure { get; init; }

    public string? Postgres { get; init; }

    public string? RabbitMq { get; init; }

    public string? Redis { get; init; }

    /// <summary>The build that is run: Release, or Debug for tests that have built it anyway.</summary>
    public string Configuration { get; init; } = "Release";

    /// <summary>False: the services are run as they were built last.</summary>
    public bool Build { get; init; } = true;

    public bool PointsToServers => Postgres is not null || RabbitMq is not null || Redis is not null;
}
