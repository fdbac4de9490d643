using System.CommandLine;
using System.Globalization;
using CreatorFlow.Tool.Archive;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Backup;

/// <summary><c>restore-backup</c>: puts a backup into an empty database, and its keys into the key ring.</summary>
internal static class RestoreBackupCommand
{
    public static Command Describe()
    {
        var from = new Option<string>("--from") { Description = "The backup's folder.", Required = true };
        var (keys, programs, archive) = (BackupOptions.Keys(), BackupOptions.Programs(), ArchiveFolder.Option());
        var replace = new Option<bool>("--replace") { Description = "Drop everything in the database first." };
        var command = new Command("restore-backup", "Puts a backup into an empty database, after proving every file of it; the services must not take anything meanwhile.") { from, keys, archive, programs, replace };
        return command.OnDatabase((parsed, database, screen, cancellation) => RunAsync(parsed.GetValue(from)!, InstalledKeys.Folder(parsed.GetValue(keys)), parsed.GetValue(archive)!,
            new(database, InstalledDatabase.ConnectionString(parsed.GetValue<string?>("--postgres")), parsed.GetValue(programs), screen), parsed.GetValue(replace), screen, cancellation),
            "Stopped; the database holds a part of the backup. Run it again with --replace.");
    }

    private static async Task<int> RunAsync(string from, string keys, string archive, DatabaseDump dump, bool replace, Screen screen, CancellationToken cancellation)
    {
        try
        {
            var (folder, contents) = await BackupFolder.OpenAsync(from, screen, cancellation);
            await dump.ReadAsync(folder, contents, replace, cancellation);
            InstalledKeys.PutBack(folder, keys);
            folder.CopyOut(BackupFolder.ArchivePart, archive);
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"{contents.Events:N0} events of {contents.Creators:N0} creators restored, as they were at {Screen.Time(contents.TakenAt)}"));
            screen.Say("Before the services start: empty Redis, which may remember webhooks as done that came later. After it: verify, and reconcile every channel.");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(e.Message, e);
        }
    }
}
