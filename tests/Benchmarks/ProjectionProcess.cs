using System.Diagnostics;

namespace CreatorFlow.Benchmarks;

/// <summary>Projection as the product runs it: a process of its own.</summary>
internal sealed class ProjectionProcess(Process process) : IAsyncDisposable
{
    public static async Task<ProjectionProcess> StartAsync(BenchmarkTarget target)
    {
        var assembly = typeof(Projection.ProjectionModule).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true };
        foreach (var (key, value) in target.Settings()) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("Application started", StringComparison.Ordinal)) break;
        _ = DrainAsync(process);
        return new(process);
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
