using System.ComponentModel.DataAnnotations;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Sessions;

internal sealed class WorkSessionOptions
{
    public const string Section = "Sessions";

    /// <summary>Sessions that began longer ago are not shown. Their events stay until the log's own retention archives them.</summary>
    [Range(35, 3_650)] public int RetentionDays { get; init; } = 365;

    /// <summary>Where dashboards look for the creator's agent; the gateway is given the same, and lets its page ask there.</summary>
    [OwnMachine] public string AgentUrl { get; init; } = "http://localhost:3001";
}
