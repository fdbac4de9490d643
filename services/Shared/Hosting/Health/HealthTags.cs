namespace CreatorFlow.Hosting.Health;

/// <summary>What kind a health check is of.</summary>
public static class HealthTags
{
    /// <summary>Of a server that the service uses; its failure status says whether the service can do without.</summary>
    public const string Dependency = "dependency";

    /// <summary>Whether the service is behind: asked by <c>/health/caughtup</c> alone.</summary>
    public const string Lag = "lag";

    /// <summary>Whether the service is told to stop.</summary>
    public const string Stopping = "stopping";

    /// <summary>How much the service holds back who comes to it; its description is a stable word.</summary>
    public const string Pressure = "pressure";
}
