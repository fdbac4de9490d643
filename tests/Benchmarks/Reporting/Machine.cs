using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.Benchmarks.Reporting;

/// <summary>What a run was measured on.</summary>
internal static class Machine
{
    /// <summary>Name and value, a line each.</summary>
    public static IEnumerable<(string Name, string Value)> Describe()
    {
        var programs = ServerPrograms.Find();
        yield return ("Processor", $"{First("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores for everything: servers, services, senders");
        yield return ("Memory", First("/proc/meminfo", "MemTotal") is { } kb ? string.Create(CultureInfo.InvariantCulture, $"{long.Parse(kb.Split(' ')[0], CultureInfo.InvariantCulture) / 1_048_576.0:0.0} GiB") : "unknown");
        yield return ("Kernel", Ask("uname", "-sr"));
        yield return ("System", File.Exists("/etc/os-release") ? First("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? "" : RuntimeInformation.OSDescription);
        yield return ("Disk of the servers", Ask("df", "--output=fstype", Path.GetTempPath()).Split('\n')[^1]);
        yield return (".NET", RuntimeInformation.FrameworkDescription);
        yield return ("PostgreSQL", Ask(Path.Combine(programs.PostgresFolder ?? "", "postgres"), "--version"));
        yield return ("RabbitMQ", Ask("dpkg-query", "-W", "-f=${Version}", "rabbitmq-server"));
        yield return ("Redis", Ask(programs.RedisServer ?? "redis-server", "--version"));
        yield return ("Durability", "PostgreSQL with fsync and synchronous_commit on; quorum queues, persistent messages, publisher confirms");
    }

    /// <summary>The commit, and whether something in the checkout differs from it.</summary>
    public static string Commit() => $"{Ask("git", "rev-parse", "HEAD")}{(Ask("git", "status", "--porcelain", "--untracked-files=no").Length > 0 ? " with changes" : "")}";

    private static string? First(string file, string name, char separator = ':') => !File.Exists(file) ? null
        : File.ReadLines(file).Where(l => l.StartsWith(name, StringComparison.Ordinal)).Select(l => l[(l.IndexOf(separator, StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault();

    /// <summary>What a program says; "unknown" where it is not there.</summary>
    private static string Ask(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
