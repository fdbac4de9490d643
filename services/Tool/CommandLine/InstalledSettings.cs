using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Configuration;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>The installation's settings as its services have them: of the environment, or of files.</summary>
internal static class InstalledSettings
{
    private static readonly Lazy<ConfigurationManager> Read = new(() =>
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        configuration.AddSecretFiles();
        return configuration;
    });

    /// <param name="name">As the environment variable is named.</param>
    public static string? Value(string name) => Read.Value[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)];
}
