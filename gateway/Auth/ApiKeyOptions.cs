using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Auth;

/// <summary>How long the gateway trusts what it has learnt of a key.</summary>
internal sealed class ApiKeyOptions
{
    public const string Section = "ApiKeys";

    /// <summary>A revoked key still opens for at most this long. 30 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")] public TimeSpan Remember { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A new key is refused for at most this long after it was tried too early. 5 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")] public TimeSpan RememberUnknown { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Keys remembered at once, known and unknown; more are looked up each time.</summary>
    [Range(100, 1_000_000)] public int Remembered { get; init; } = 20_000;

    /// <summary>Wrong keys a minute from one address, before it has to wait.</summary>
    [Range(1, 10_000)] public int WrongKeysPerMinute { get; init; } = 30;
}
