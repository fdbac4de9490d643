namespace CreatorFlow.AppHost.Processes;

/// <summary>Keeps a component's log from filling the disk: one file and the one before it.</summary>
internal static class LogFile
{
    private const long MaximumBytes = 64 * 1024 * 1024;
    private const int TailBytes = 4096;

    /// <summary>
    /// Moves a long log aside. Its writer holds it open for appending, so it is copied and emptied,
    /// not renamed; what is written between the two is lost, which a log can bear.
    /// </summary>
    public static void MakeRoom(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length < MaximumBytes)
            return;
        File.Copy(path, path + ".1", overwrite: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    /// <summary>The last lines, for the message that says why something did not start.</summary>
    public static string Tail(string path, int lines = 15)
    {
        if (!File.Exists(path))
            return "(no log)";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        var text = new StreamReader(file).ReadToEnd();
        return string.Join('\n', text.TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <summary>The beginning and the end of a tool's log: some tools say what is wrong first, others last.</summary>
    public static string Excerpt(string path, int lines = 12)
    {
        var all = File.Exists(path) ? File.ReadAllLines(path) : ["(no log)"];
        return string.Join('\n', all.Length <= 2 * lines ? all : [.. all[..lines], "[…]", .. all[^lines..]]);
    }
}
