using System.Diagnostics;
using System.Reflection;

namespace CreatorFlow.Benchmarks;

/// <summary>A service as it is run: a process of its own on a free port.</summary>
internal sealed class StartedProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process process;

    private StartedProcess(Process process, Uri? address) => (this.process, Address) = (process, address!);

    /// <summary>Where it listens; null for one that does not.</summary>
    public Uri Address { get; }

    /// <summary>Projection on these servers.</summary>
    public static Task<StartedProcess> ProjectionAsync(BenchmarkTarget target) => StartAsync(typeof(Projection.ProjectionModule).Assembly, [], target.Settings());

    /// <summary>Returns once it has started.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static async Task<StartedProcess> StartAsync(Assembly program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", [program.Location, .. arguments]) { RedirectStandardOutput = true };
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        Uri? address = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) address = new(line[(at + Listening.Length)..].Split('"', ' ')[0]);
            if (!line.Contains("Application started", StringComparison.Ordinal)) continue;
            _ = DrainAsync(process);
            return new(process, address);
        }
        throw new InvalidOperationException($"{program.GetName().Name} {string.Join(' ', arguments)} ended before it had started");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task DrainAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("warn", StringComparison.Ordinal) || line.Contains("fail", StringComparison.Ordinal)) await Console.Error.WriteLineAsync(line);
    }
}
