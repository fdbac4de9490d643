using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Agent;

/// <summary>All from the environment (<c>Agent__…</c>) or the command line; see <c>docs/sessions.md</c>.</summary>
internal sealed class AgentOptions : IValidatableObject
{
    public const string Section = "Agent";
    public const int UsualPort = 3001;

    /// <summary>On loopback; 0 takes a free one.</summary>
    [Range(0, 65_535)] public int Port { get; init; } = UsualPort;

    /// <summary>The folder of the database; null for one of the user's own.</summary>
    public string? Data { get; init; }

    /// <summary>Where sessions are sent to; null keeps them here alone.</summary>
    [Url] public string? Gateway { get; init; }

    /// <summary>An API key of the creator's, an owner's or of staff.</summary>
    [DataType(DataType.Password)] public string ApiKey { get; init; } = "";

    /// <summary>The secret of the creator's <c>agent</c> connection.</summary>
    [DataType(DataType.Password)] public string Secret { get; init; } = "";

    /// <summary>Sites whose pages may read this agent, such as <c>https://dashboard.example.com</c>.</summary>
    public string[] DashboardOrigins { get; init; } = [];

    /// <summary>Changed sessions that may wait to be sent; beyond it no new session is begun, and those that are go on.</summary>
    [Range(1, 10_000_000)] public int QueueLimit { get; init; } = 100_000;

    /// <summary>What ended longer ago and is sent is deleted here.</summary>
    [Range(35, 3_650)] public int RetentionDays { get; init; } = 365;

    public bool Syncs => Gateway is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Gateway is not null && (ApiKey.Length == 0 || Secret.Length == 0)) yield return new("Agent:Gateway needs Agent:ApiKey and Agent:Secret.");
        if (Uri.TryCreate(Gateway, UriKind.Absolute, out var gateway) && gateway.Scheme != Uri.UriSchemeHttps && !gateway.IsLoopback)
            yield return new("Agent:Gateway must be https: the key would be readable on its way.");
    }
}
