using System.Text.Json;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>What the platform that runs from this checkout says of itself.</summary>
internal static class RunningPlatform
{
    /// <param name="name">A property of <c>.local/runtime.json</c>, looked for from here upwards.</param>
    /// <returns>Null when none runs.</returns>
    public static string? Value(string name)
    {
        for (var folder = Directory.GetCurrentDirectory(); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, ".local", "runtime.json");
            if (!File.Exists(file)) continue;
            using var runtime = JsonDocument.Parse(File.ReadAllBytes(file));
            return runtime.RootElement.GetProperty(name).GetString();
        }
        return null;
    }
}
