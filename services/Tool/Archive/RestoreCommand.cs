using System.CommandLine;
using System.Globalization;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Archive;

/// <summary><c>restore</c>: puts archived months back.</summary>
internal static class RestoreCommand
{
    public static Command Describe()
    {
        var (creator, folder) = (ArchiveFolder.Creator(), ArchiveFolder.Option());
        var from = Month("--from", "The first month, as 2025-01. [default: the oldest]");
        var to = Month("--to", "The last month, itself restored too. [default: the newest]");
        var command = new Command("restore", "Puts archived months back into the event table, after proving their files, while the platform runs.") { creator, from, to, folder };
        return command.OnDatabase((parsed, database, screen, cancellation) =>
        {
            var (first, last) = (parsed.GetValue(from), parsed.GetValue(to));
            if (first > last) throw new ToolException("--from is after --to.");
            return RunAsync(database, screen, parsed.GetValue(folder)!, (progress, restore) =>
                restore.RestoreAsync(parsed.GetValue(creator), first, last, progress, cancellation));
        }, ArchiveFolder.Stopped);
    }

    private static Option<DateOnly?> Month(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM",
        CustomParser = told =>
        {
            if (DateOnly.TryParseExact(told.Tokens[0].Value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return month;
            told.AddError($"{name} is a month, as 2025-01.");
            return null;
        },
    };

    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, string folder, Func<IProgress<ArchiveProgress>, EventRestore, Task<ArchiveResult>> work)
    {
        var restore = new EventRestore(database, new() { Directory = folder }, TimeProvider.System);
        var done = await ArchiveFolder.WatchAsync(screen, "restore", progress => work(progress, restore));
        screen.Say(done.Units == 0 ? "Nothing of that is archived." : string.Create(CultureInfo.InvariantCulture,
            $"{done.Events:N0} events restored from {done.Units:N0} files; archive moves them out again"));
        return 0;
    }
}
