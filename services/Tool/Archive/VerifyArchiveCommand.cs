using System.CommandLine;
using System.Globalization;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Archive;

/// <summary><c>verify-archive</c>: reads every archived file, changes nothing.</summary>
internal static class VerifyArchiveCommand
{
    public static Command Describe()
    {
        var (creator, folder) = (ArchiveFolder.Creator(), ArchiveFolder.Option());
        var command = new Command("verify-archive", "Reads every archived file and compares it with what was recorded; exit code 1 when one is missing or damaged.") { creator, folder };
        return command.OnDatabase((parsed, database, screen, cancellation) =>
            RunAsync(database, screen, parsed.GetValue(creator), parsed.GetValue(folder)!, cancellation));
    }

    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, string? creator, string folder, CancellationToken cancellation)
    {
        var restore = new EventRestore(database, new() { Directory = folder }, TimeProvider.System);
        var (files, events) = (0, 0L);
        var broken = await ArchiveFolder.WatchAsync(screen, "verify-archive", progress =>
            restore.VerifyAsync(creator, new Counting(progress, told => (files, events) = (told.Total, told.Events)), cancellation));
        if (broken.Count > 0) screen.Table(["missing or damaged"], broken.Select(b => new[] { b }));
        screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{files:N0} files with {events:N0} events checked: {(broken.Count == 0 ? "nothing is wrong" : $"{broken.Count:N0} missing or damaged")}"));
        return broken.Count == 0 ? 0 : ToolAction.Found;
    }

    private sealed class Counting(IProgress<ArchiveProgress> next, Action<ArchiveProgress> count) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value)
        {
            count(value);
            next.Report(value);
        }
    }
}
