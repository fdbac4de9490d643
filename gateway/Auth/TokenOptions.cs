using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Auth;

/// <summary>How long tokens last.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>Of an access token. 15 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Access { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Of a refresh token: who does not come back within this signs in anew. 14 days by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")] public TimeSpan Refresh { get; init; } = TimeSpan.FromDays(14);

    /// <summary>A refresh token is good once; for so long after that it brings the same successor again. 1 minute by default: a lost answer, two tabs.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")] public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);
}
