using System.Globalization;
using System.Text.Json.Serialization;

namespace CreatorFlow.AppHost.Processes;

/// <summary>
/// Tells one process from every other that has had, or will have, the same number: the kernel's
/// start time in ticks since boot, and the boot it belongs to.
/// </summary>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    private static readonly Lazy<string> _boot =
        new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>Null where no such process runs; one that has ended and awaits its parent counts as gone.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The program's name stands in parentheses and may hold spaces and parentheses itself, so the
    // fields are counted from the last one: state is the 1st after it, the start time the 20th.
    private static ProcessIdentity? Parse(int pid, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X"
            ? null
            : new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture), _boot.Value);
    }
}
