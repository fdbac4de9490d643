using System.Text.Json;

namespace CreatorFlow.AppHost.Processes;

/// <summary>
/// Starts processes and remembers them on disk, so that a later run can find and stop what an
/// earlier one left behind.
/// </summary>
/// <remarks>All members may be used concurrently, for different names.</remarks>
public sealed class ProcessLedger(string folder)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether something that an earlier run started still runs.</summary>
    public bool HasLeftovers => Read().Any(entry => entry.Process.IsAlive);

    /// <summary>Starts a process under its name; what ran under that name before must have ended.</summary>
    public async Task<OwnedProcess> StartAsync(ProcessSpecification specification)
    {
        var process = await Spawner.StartAsync(specification);
        if (process.Identity is { } identity)
            Write(new Entry(specification.Name, identity, specification.StopSignal));
        _ = ForgetWhenEndedAsync(specification.Name, process);
        return process;
    }

    /// <summary>Stops every remembered process that still runs and really is the one remembered.</summary>
    /// <returns>The names of those that had to be stopped.</returns>
    public async Task<IReadOnlyList<string>> StopLeftoversAsync()
    {
        var left = Read().Where(entry => entry.Process.IsAlive).ToList();
        await Task.WhenAll(left.Select(StopAsync));
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
        return [.. left.Select(entry => entry.Name)];
    }

    private static async Task StopAsync(Entry entry)
    {
        Signals.Send(entry.Process.Pid, entry.StopSignal);
        if (await Waiting.UntilAsync(() => !entry.Process.IsAlive, _patience))
            return;
        Signals.Send(-entry.Process.Pid, Signal.Kill);
        await Waiting.UntilAsync(() => !entry.Process.IsAlive, _patience);
    }

    private async Task ForgetWhenEndedAsync(string name, OwnedProcess process)
    {
        await process.Completion;
        if (Directory.Exists(folder) && Read().Any(entry => entry.Name == name && entry.Process == process.Identity))
            File.Delete(PathOf(name));
    }

    private IEnumerable<Entry> Read()
    {
        Directory.CreateDirectory(folder);
        return Directory.EnumerateFiles(folder, "*.json").Select(Parse).OfType<Entry>();
    }

    // A file cut short by a crash names no process that could be found again.
    private static Entry? Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    private void Write(Entry entry)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(entry.Name), JsonSerializer.Serialize(entry));
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".json");

    private sealed record Entry(string Name, ProcessIdentity Process, Signal StopSignal);
}
