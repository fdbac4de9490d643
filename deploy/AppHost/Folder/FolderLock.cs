namespace CreatorFlow.AppHost.Folder;

/// <summary>Keeps two programs from starting servers over the same files. The kernel frees it when its holder dies.</summary>
internal static class FolderLock
{
    private const string LockFile = "apphost.lock";
    private const string HolderFile = "apphost.pid";

    /// <exception cref="SetupException">Another program holds the folder.</exception>
    public static FileStream Take(string folder)
    {
        var holder = Path.Combine(folder, HolderFile);
        try
        {
            var held = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, $"{Environment.ProcessId}\n");
            return held;
        }
        catch (IOException e)
        {
            var pid = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown";
            throw new SetupException(
                $"The data folder {folder} is in use by another AppHost (pid {pid}). Stop that one, or choose another folder with --data.", e);
        }
    }
}
