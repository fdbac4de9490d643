using System.Security.Cryptography;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Connections;

/// <summary>What a person asks for when rotating a secret.</summary>
/// <param name="Secret">The platform's own; absent where we make it.</param>
/// <param name="GraceMinutes">How long the secret it replaces still counts; absent: until the next rotation, or until it is deleted.</param>
/// <param name="Replaces">The id of the secret that the caller takes for the current one: a request sent twice rotates once.</param>
internal sealed record WantedSecret(string? Secret, int? GraceMinutes, string? Replaces);

/// <summary>Which secrets are taken, and how ours are made.</summary>
internal static class SecretRules
{
    private const string StandardPrefix = "whsec_";
    private const int NewBytes = 32, FewestBytes = 24, MostBytes = 64;
    private const int Shortest = 16, Longest = 512;
    private const int MostGraceMinutes = 30 * 24 * 60;

    /// <returns>Null when the wish can be granted.</returns>
    public static IResult? Refuse(Connection connection, WantedSecret wanted) =>
        wanted.GraceMinutes is < 0 or > MostGraceMinutes ? Problem.Of(400, "grace.invalid", "The time is not one a secret can stay for.", $"graceMinutes must be 0 to {MostGraceMinutes}.")
        : wanted.Secret is null && !IsOursToMake(connection.Platform) ? Problem.Of(400, "secret.required", "This platform makes its secrets itself.", "Make a new one there and send it as secret.")
        : wanted.Secret is { } given && !IsUsable(connection.Platform, given) ? Problem.Of(400, "secret.invalid", "That cannot be a secret of this platform.",
            connection.Platform == Platforms.Standard ? $"{StandardPrefix} and base64 of {FewestBytes} to {MostBytes} bytes." : $"{Shortest} to {Longest} visible ASCII characters.")
        : wanted.Replaces is { } id && id != SecretId.Of(connection.Id, connection.Secrets.Current) ? Problem.Of(409, "secret.rotated", "Another secret is the current one.")
        : wanted.Secret == connection.Secrets.Current || (wanted.Secret is { } again && again == connection.Secrets.Previous) ? Problem.Of(409, "secret.same", "This secret is there already.")
        : null;

    public static string Make(string platform)
    {
        var random = RandomNumberGenerator.GetBytes(NewBytes);
        return platform == Platforms.Standard ? StandardPrefix + Convert.ToBase64String(random) : Convert.ToHexStringLower(random);
    }

    /// <summary>A Standard Webhooks sender and Amazon's EventBridge take what their owner chooses.</summary>
    private static bool IsOursToMake(string platform) => platform is Platforms.Standard or Platforms.Amazon;

    private static bool IsUsable(string platform, string secret)
    {
        if (secret.Length is < Shortest or > Longest || !secret.All(c => c is > ' ' and <= '~')) return false;
        if (platform != Platforms.Standard) return true;
        var bytes = new byte[Longest];
        return secret.StartsWith(StandardPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[StandardPrefix.Length..], bytes, out var length) && length is >= FewestBytes and <= MostBytes;
    }
}
