using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Gateway.Page;

internal sealed class AgentOptions
{
    public const string Section = "Sessions";

    /// <summary>Where the page may look for an agent, beside the gateway itself: what the Dashboard API tells it.</summary>
    [OwnMachine] public string AgentUrl { get; init; } = "http://localhost:3001";

    /// <summary>As a policy names it: what is asked, and its socket.</summary>
    public string Sources => $"{AgentUrl} ws{AgentUrl["http".Length..]}";
}
