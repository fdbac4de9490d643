using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.Running;

/// <summary>One run, from the command line to the exit code.</summary>
internal static class AppHostRun
{
    public static async Task<int> RunAsync(AppHostOptions options)
    {
        using var stop = new StopRequest();
        try
        {
            Preconditions.RequireLinux();
            using var data = DataFolder.Open(options.DataFolder);
            await RunAsync(new Platform(options, Repository.Find(), data), data, stop.Token);
            return 0;
        }
        catch (SetupException e)
        {
            await Console.Error.WriteLineAsync($"\n{e.Message}");
            return 1;
        }
    }

    private static async Task RunAsync(Platform platform, DataFolder data, CancellationToken stop)
    {
        try
        {
            RuntimeFile? runtime = null;
            await LiveSteps.ShowAsync(async steps => runtime = await platform.StartAsync(steps, stop));
            Summary.Write(Console.Out, runtime!, data.Path);
            await platform.WatchAsync(Console.Out, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("Stopped while starting.");
        }
        finally
        {
            await platform.StopAsync(Console.Out);
        }
    }
}
