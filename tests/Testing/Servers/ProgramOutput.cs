using System.Diagnostics;

namespace CreatorFlow.Testing.Servers;

/// <summary>What a program that ends by itself says.</summary>
internal static class ProgramOutput
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>What it wrote to its output.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task<string> ReadAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said[0] : throw new InvalidOperationException(string.Concat(said));
    }
}
