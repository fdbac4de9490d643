using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Backup;

/// <summary>The key ring, and what the AppHost keeps beside it.</summary>
internal static class InstalledKeys
{
    public const string Variable = "Keys__Directory";
    private static readonly string[] Beside = ["secrets.json", "demo.json"];

    /// <exception cref="ToolException">None was named and none is running.</exception>
    public static string Folder(string? told) => told ?? InstalledSettings.Value(Variable) ?? (RunningPlatform.Folder() is { } data ? Path.Combine(data, "keys") : null)
        ?? throw new ToolException($"Which keys? Give --keys, set {Variable}, or start the platform in this checkout.");

    /// <exception cref="ToolException">There is no key: without them no stored secret can be read.</exception>
    public static void CopyTo(string keys, BackupFolder backup)
    {
        if (!Directory.Exists(keys) || !Directory.EnumerateFiles(keys, "*.xml").Any()) throw new ToolException($"No key is in {keys}. Without the key ring no stored secret can be read.");
        backup.Copy(keys, BackupFolder.KeysPart);
        foreach (var file in Beside.Select(name => Path.Combine(Neighbourhood(keys), name)).Where(File.Exists)) backup.CopyFile(file, Path.Combine(BackupFolder.SettingsPart, Path.GetFileName(file)));
    }

    /// <summary>Puts a backup's keys to those that are there; the demo creators' secrets go beside them. The servers' passwords stay those of the servers.</summary>
    /// <exception cref="ToolException">A key of that name is another one.</exception>
    public static void PutBack(BackupFolder backup, string keys)
    {
        Directory.CreateDirectory(keys);
        foreach (var file in Directory.EnumerateFiles(backup.Of(BackupFolder.KeysPart)))
        {
            var target = Path.Combine(keys, Path.GetFileName(file));
            if (!File.Exists(target)) File.Copy(file, target);
            else if (!File.ReadAllBytes(target).AsSpan().SequenceEqual(File.ReadAllBytes(file))) throw new ToolException($"{target} is another key than the backup's.");
        }
        var demo = Path.Combine(backup.Of(BackupFolder.SettingsPart), "demo.json");
        if (File.Exists(demo) && File.Exists(Path.Combine(Neighbourhood(keys), "secrets.json"))) File.Copy(demo, Path.Combine(Neighbourhood(keys), "demo.json"), overwrite: true);
    }

    private static string Neighbourhood(string keys) => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(keys))) ?? keys;
}
