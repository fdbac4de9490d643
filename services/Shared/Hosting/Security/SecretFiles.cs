using Microsoft.Extensions.Configuration;

namespace CreatorFlow.Hosting.Security;

/// <summary>Where settings come from that are given as files.</summary>
public sealed class SecretFileOptions
{
    public const string Section = "Secrets";

    /// <summary>A folder of files, each named as the setting's environment variable is and holding its value alone, as Docker (<c>/run/secrets</c>)
    /// and Kubernetes mount secrets. Any setting may come from it, and counts before the environment. Read at the start.</summary>
    public string? Directory { get; init; }
}

/// <summary>Reads <see cref="SecretFileOptions.Directory"/>, so that no secret has to stand in a process's environment.</summary>
public static class SecretFiles
{
    /// <summary>Adds the files when a folder is named.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder that is named is not there.</exception>
    public static void AddSecretFiles(this IConfigurationManager configuration)
    {
        if (configuration.GetSection(SecretFileOptions.Section).Get<SecretFileOptions>()?.Directory is { Length: > 0 } folder)
            configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
    }
}
