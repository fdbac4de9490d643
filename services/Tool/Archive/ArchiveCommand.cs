using System.CommandLine;
using System.Globalization;
using CreatorFlow.Domain;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Archive;

/// <summary><c>archive</c>: moves months that are past their retention into files.</summary>
internal static class ArchiveCommand
{
    private const int LongestDays = 36_500;

    public static Command Describe()
    {
        var (creator, folder) = (ArchiveFolder.Creator(), ArchiveFolder.Option());
        var days = new Option<int>("--older-than-days") { Description = "Only months that ended this long ago.", DefaultValueFactory = _ => 365 };
        days.Validators.Add(told =>
        {
            if (told.GetValueOrDefault<int>() is < 1 or > LongestDays) told.AddError($"--older-than-days is from 1 to {LongestDays}.");
        });
        var command = new Command("archive", "Moves old months of events into files, a creator and month at a time, while the platform runs.") { creator, folder, days };
        return command.OnDatabase((parsed, database, screen, cancellation) => RunAsync(database, screen, parsed.GetValue(creator),
            new() { Directory = parsed.GetValue(folder)!, Retention = TimeSpan.FromDays(parsed.GetValue(days)) }, cancellation), ArchiveFolder.Stopped);
    }

    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, string? creator, ArchiveOptions options, CancellationToken cancellation)
    {
        var archive = new EventArchive(database, options, StreamSnapshots.Maker, TimeProvider.System);
        var done = await ArchiveFolder.WatchAsync(screen, "archive", progress => archive.ArchiveAsync(creator, progress, cancellation));
        screen.Say(done.Units == 0 ? "Nothing is old enough to be archived." : string.Create(CultureInfo.InvariantCulture,
            $"{done.Events:N0} events archived in {done.Units:N0} files below {Path.GetFullPath(options.Directory)}; {done.MonthsDropped:N0} empty months dropped"));
        return 0;
    }
}
