using System.Globalization;
using System.Runtime.InteropServices;

namespace CreatorFlow.AppHost.Processes;

/// <summary>An account of this machine that a server is run as.</summary>
public sealed partial record SystemUser(string Name, int Uid, int Gid)
{
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public static SystemUser? Find(string name) => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length > 3 && fields[0] == name)
        .Select(fields => new SystemUser(name, Number(fields[2]), Number(fields[3])))
        .FirstOrDefault();

    /// <exception cref="IOException">The owner could not be set.</exception>
    public void Own(string path)
    {
        if (Chown(path, Uid, Gid) != 0)
            throw new IOException($"{path} could not be given to {Name} (errno {Marshal.GetLastPInvokeError()}).");
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, int uid, int gid);
}
