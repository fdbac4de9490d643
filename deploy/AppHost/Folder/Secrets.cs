using System.Security.Cryptography;

namespace CreatorFlow.AppHost.Folder;

/// <summary>The passwords and tokens of one installation, made once and kept.</summary>
public sealed record Secrets
{
    public required string PostgresPassword { get; init; }

    public required string RabbitMqPassword { get; init; }

    public required string RedisPassword { get; init; }

    /// <summary>What services show each other.</summary>
    public required string InternalToken { get; init; }

    public static Secrets LoadOrCreate(string path)
    {
        if (PrivateFile.Read<Secrets>(path) is { } kept)
            return kept;
        var made = new Secrets
        {
            PostgresPassword = Hex(16),
            RabbitMqPassword = Hex(16),
            RedisPassword = Hex(16),
            InternalToken = Base64Url(32),
        };
        PrivateFile.Write(path, made);
        return made;
    }

    public static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    public static string Base64Url(int bytes) => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
