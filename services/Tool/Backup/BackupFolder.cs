using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Backup;

/// <summary>What the database held at the moment of its dump.</summary>
/// <param name="BegunAt">Everything acknowledged before is in it.</param>
/// <param name="TakenAt">Of the dump's snapshot.</param>
/// <param name="Events">Rows of the event table.</param>
/// <param name="LastEvent">The highest sequence number.</param>
/// <param name="Keys">Idempotency keys.</param>
/// <param name="Creators">How many.</param>
/// <param name="Postgres">The server's version.</param>
internal sealed record BackupContents(DateTimeOffset BegunAt, DateTimeOffset TakenAt, long Events, long LastEvent, long Keys, long Creators, string Postgres);

/// <summary>One file of a backup.</summary>
/// <param name="Path">Below the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>The list of a whole backup.</summary>
internal sealed record BackupManifest(int Format, BackupContents Contents, IReadOnlyList<BackupFile> Files);

/// <summary>A backup on the disk: <c>database/</c>, <c>keys/</c>, <c>settings/</c>, <c>archive/</c>, and <c>manifest.json</c>, which is written last. Only its owner can read it.</summary>
internal sealed class BackupFolder
{
    public const string DatabasePart = "database", KeysPart = "keys", SettingsPart = "settings", ArchivePart = "archive";
    private const string Manifest = "manifest.json";
    private const int Format = 1;
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private BackupFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    public long Bytes { get; private set; }

    /// <summary>How many tables the dump has.</summary>
    public long Tables => Directory.EnumerateFiles(Of(DatabasePart), "*.dat*").LongCount(file => System.IO.Path.GetFileName(file) != "toc.dat");

    /// <exception cref="ToolException">There is something in it.</exception>
    public static BackupFolder Create(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new ToolException($"{path} is not empty: a backup has a folder of its own.");
        Make(path);
        return new(path);
    }

    /// <summary>A whole backup, every file of it read and compared with its list.</summary>
    /// <exception cref="ToolException">It is none, or a file is missing or changed.</exception>
    public static async Task<(BackupFolder Folder, BackupContents Contents)> OpenAsync(string path, Screen screen, CancellationToken cancellation)
    {
        var folder = new BackupFolder(path);
        if (!File.Exists(folder.Of(Manifest))) throw new ToolException($"{path} is no whole backup: it has no {Manifest}.");
        var manifest = Read(await File.ReadAllBytesAsync(folder.Of(Manifest), cancellation)) ?? throw new ToolException($"{Manifest} cannot be read.");
        if (manifest.Format != Format) throw new ToolException($"The backup has format {manifest.Format}; this tool reads {Format}.");
        await screen.WatchAsync("bytes of files", manifest.Files.Sum(f => f.Bytes), async done =>
        {
            foreach (var file in manifest.Files)
            {
                if (!File.Exists(folder.Of(file.Path))) throw new ToolException($"{file.Path} is missing from the backup. Nothing was restored.");
                if (await HashAsync(folder.Of(file.Path), cancellation) != file.Sha256) throw new ToolException($"{file.Path} is not the file that was backed up. Nothing was restored.");
                done(file.Bytes);
            }
        });
        return (folder, manifest.Contents);
    }

    /// <summary>A part's own path.</summary>
    public string Of(string part) => System.IO.Path.Combine(Path, part);

    /// <summary>Everything below a folder; nothing where it does not exist.</summary>
    public void Copy(string from, string part)
    {
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) CopyFile(file, System.IO.Path.Combine(part, System.IO.Path.GetRelativePath(from, file)));
    }

    public void CopyFile(string from, string into)
    {
        Make(System.IO.Path.GetDirectoryName(Of(into))!);
        File.Copy(from, Of(into));
    }

    /// <summary>A part's files to where they belong; those that are there stay.</summary>
    public void CopyOut(string part, string to)
    {
        if (!Directory.Exists(Of(part))) return;
        foreach (var file in Directory.EnumerateFiles(Of(part), "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(Of(part), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            if (!File.Exists(target)) File.Copy(file, target);
        }
    }

    /// <summary>Writes the list of all files: from now on it is a backup.</summary>
    public async Task SealAsync(BackupContents contents, CancellationToken cancellation)
    {
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files.Add(new(System.IO.Path.GetRelativePath(Path, path), new FileInfo(path).Length, await HashAsync(path, cancellation)));
        Bytes = files.Sum(f => f.Bytes);
        await using (var list = new FileStream(Of($"{Manifest}.new"), FileMode.Create))
        {
            await JsonSerializer.SerializeAsync(list, new BackupManifest(Format, contents, files), Json, cancellation);
            list.Flush(flushToDisk: true);
        }
        File.Move(Of($"{Manifest}.new"), Of(Manifest));
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Mine);
    }

    private static BackupManifest? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
