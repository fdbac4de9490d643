namespace CreatorFlow.AppHost.Folder;

/// <summary>Keeps two programs from starting servers over the same files. The kernel frees it when its holder dies.</summary>
internal static class FolderLock
{
    private const string FileName = "apphost.lock";

    /// <exception cref="SetupException">Another program holds the folder.</exception>
    public static FileStream Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            held.Flush();
            return held;
        }
        catch (IOException e)
        {
            throw new SetupException(
                $"The data folder {folder} is in use by another AppHost (pid {Holder(path)}). "
                + "Stop that one, or choose another folder with --data.", e);
        }
    }

    // Read without a lock of its own: .NET takes none for a reader that shares everything.
    private static string Holder(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(file).ReadToEnd().Trim();
    }
}
