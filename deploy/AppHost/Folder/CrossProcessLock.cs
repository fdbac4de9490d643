using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Folder;

/// <summary>Lets one process of this machine at a time do a piece of work; the others wait for it.</summary>
internal static class CrossProcessLock
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(15);

    /// <returns>Held until disposed, or until this process dies.</returns>
    /// <exception cref="SetupException">Another process held it for a quarter of an hour.</exception>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream? held = null;
        if (!await Waiting.UntilAsync(() => (held = TryTake(path)) is not null, _patience, cancellation))
            throw new SetupException($"Another process holds {path}. Wait for it, or end it.");
        return held!;
    }

    private static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
