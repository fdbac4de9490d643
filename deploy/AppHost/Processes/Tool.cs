namespace CreatorFlow.AppHost.Processes;

/// <summary>Runs a program that ends by itself (a compiler, an installer), its output in a log.</summary>
internal static class Tool
{
    /// <exception cref="SetupException">It could not be started, or ended with another code than 0.</exception>
    public static async Task RunAsync(ProcessSpecification specification, CancellationToken cancellation)
    {
        var process = await Spawner.StartAsync(specification);
        try
        {
            if (await process.Completion.WaitAsync(cancellation) is not 0 and var code)
                throw new SetupException(
                    $"{specification.Name} failed (exit code {code}). From {specification.LogFile}:\n{LogFile.Excerpt(specification.LogFile)}");
        }
        finally
        {
            if (!process.HasEnded)
                Signals.Send(-process.Pid, Signal.Kill);
        }
    }

    /// <summary>What a short command prints, or null where it is missing, fails, or does not answer in time.</summary>
    public static async Task<string?> AskAsync(string program, IEnumerable<string> arguments, string? workingDirectory = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var start = new System.Diagnostics.ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "/",
        };
        try
        {
            using var process = System.Diagnostics.Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            _ = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode == 0 ? (await output).Trim() : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return null;
        }
    }
}
