using System.Text.Json;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>What the platform that runs from this checkout says of itself.</summary>
internal static class RunningPlatform
{
    /// <param name="name">A property of <c>.local/runtime.json</c>, looked for from here upwards.</param>
    /// <returns>Null when none runs.</returns>
    public static string? Value(string name)
    {
        if (Folder() is not { } data) return null;
        using var runtime = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "runtime.json")));
        return runtime.RootElement.GetProperty(name).GetString();
    }

    /// <summary>Its data folder; null when none runs.</summary>
    public static string? Folder()
    {
        for (var folder = Directory.GetCurrentDirectory(); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var data = Path.Combine(folder, ".local");
            if (File.Exists(Path.Combine(data, "runtime.json"))) return data;
        }
        return null;
    }
}
