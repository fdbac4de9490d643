using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>The platforms' own libraries, and others' of their schemes, as npm has them: the scripts in this folder ask them.</summary>
/// <remarks>What <c>package-lock.json</c> names is installed once, when it is missing or another.</remarks>
internal static class NpmPackages
{
    private static readonly Repository Checkout = Repository.Find();
    private static readonly string Folder = Checkout.Combine("tests", "Integration", "Senders");
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskPatience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>For a test that signs a time: the first to ask may wait for minutes.</summary>
    public static Task EnsureInstalledAsync() => Installed.Value;

    /// <summary>Asks a script all questions at once; the answers come in their order.</summary>
    public static async Task<IReadOnlyList<T>> AskAsync<T>(string script, IEnumerable<object> questions)
    {
        await Installed.Value;
        var answers = await RunAsync("node", [script], JsonSerializer.Serialize(questions, JsonSerializerOptions.Web), AskPatience);
        return JsonSerializer.Deserialize<T[]>(answers, JsonSerializerOptions.Web)!;
    }

    private static async Task InstallAsync()
    {
        using var alone = await CrossProcessLock.TakeAsync(Checkout.Combine("tests", "Integration", "obj", "senders.lock"), CancellationToken.None);
        // npm leaves its own copy of the lock file where it has installed all of it.
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], "", InstallPatience);
    }

    /// <returns>What it wrote to standard output.</returns>
    private static async Task<string> RunAsync(string program, string[] arguments, string input, TimeSpan patience)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await EndAsync(process, patience);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
        return await output;
    }

    private static async Task EndAsync(Process process, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} did not end within {patience}");
        }
    }
}
