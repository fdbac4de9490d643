using System.Globalization;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Which processes run, and how much memory they hold: by name their pid and resident MiB.</summary>
internal static class Memory
{
    public static Dictionary<string, (int Pid, long MiB)> Of(RunningCommerce commerce) => commerce.Services.ToDictionary(s => s.Key, s => (s.Value.Pid, Resident(s.Value.Pid)));

    private static long Resident(int pid) =>
        long.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024;
}
