using System.Globalization;

namespace CreatorFlow.AppHost.Folder;

/// <summary>Names the program that listens on a port, where this account may know it.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    private static readonly string[] _tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <returns>For example <c>nginx (pid 812)</c>, or <c>another program</c>.</returns>
    public static string Describe(int port)
    {
        var sockets = _tables.Where(File.Exists).SelectMany(file => Sockets(file, port)).ToHashSet();
        var owner = Directory.EnumerateDirectories("/proc").FirstOrDefault(process => Holds(process, sockets));
        return owner is null
            ? "another program"
            : $"{File.ReadAllText(Path.Combine(owner, "comm")).Trim()} (pid {Path.GetFileName(owner)})";
    }

    // Columns: slot, local address and port in hexadecimal, remote address, state, …, inode (10th).
    private static IEnumerable<string> Sockets(string file, int port)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return File.ReadLines(file).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith(suffix, StringComparison.Ordinal) && fields[3] == Listening)
            .Select(fields => $"socket:[{fields[9]}]");
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(process), out _))
            return false;
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
