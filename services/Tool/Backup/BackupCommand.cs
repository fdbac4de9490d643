using System.CommandLine;
using System.Globalization;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Tool.Archive;
using CreatorFlow.Tool.CommandLine;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Tool.Backup;

/// <summary><c>backup</c>: everything that an installation cannot make anew, with nothing missing that was acknowledged before it began.</summary>
internal static class BackupCommand
{
    public static Command Describe()
    {
        var to = new Option<string>("--to") { Description = "A folder that is not there yet, or is empty.", Required = true };
        var (keys, broker, programs, archive) = (BackupOptions.Keys(), BackupOptions.Broker(), BackupOptions.Programs(), ArchiveFolder.Option());
        var wait = new Option<int>("--wait") { Description = "Seconds that it waits for what was acknowledged before, without any news.", DefaultValueFactory = _ => 60 };
        var command = new Command("backup", "Backs up database, keys and archived events while the platform runs; what was acknowledged before it began is in it.") { to, keys, broker, archive, programs, wait };
        return command.OnDatabase((parsed, database, screen, cancellation) => RunAsync(database, screen, new()
        {
            ConnectionString = InstalledDatabase.ConnectionString(parsed.GetValue<string?>("--postgres")), Folder = parsed.GetValue(to)!, Keys = parsed.GetValue(keys), Broker = InstalledBroker.Address(parsed.GetValue(broker)), Archive = parsed.GetValue(archive)!,
            Programs = parsed.GetValue(programs), Patience = TimeSpan.FromSeconds(parsed.GetValue(wait)),
        }, cancellation), "Stopped; the folder is not a whole backup. Delete it.");
    }

    /// <remarks>
    /// 1. Nobody else archives, restores or backs up. 2. What was in the spool is at the broker. 3. A mark in each partition is reached:
    /// what was at the broker is in the database. 4. The dump. 5. The keys, after it: a key is stored before anything is encrypted with
    /// it. 6. Archived events. 7. The list of it all, last: without it a folder is no backup.
    /// </remarks>
    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, Wanted wanted, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetUtcNow();
        try
        {
            var folder = BackupFolder.Create(wanted.Folder);
            var keys = InstalledKeys.Folder(wanted.Keys);
            await using var alone = await ArchiveLock.TakeAsync(database, cancellation);
            await using var marks = new Watermark(database, wanted.Broker, wanted.Patience, screen);
            await marks.ReachAsync(cancellation);
            var contents = await new DatabaseDump(database, wanted.ConnectionString, wanted.Programs, screen).WriteAsync(folder, began, cancellation);
            InstalledKeys.CopyTo(keys, folder);
            folder.Copy(wanted.Archive, BackupFolder.ArchivePart);
            await folder.SealAsync(contents, cancellation);
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"{contents.Events:N0} events of {contents.Creators:N0} creators backed up to {folder.Path} ({folder.Bytes / 1_000_000m:N1} MB), with all that was acknowledged before {Screen.Time(began)}"));
            return 0;
        }
        catch (Exception e) when (e is ArchiveException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException(e.Message, e);
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or PublishException)
        {
            throw new ToolException($"The broker did not confirm ({e.GetType().Name}): what it has cannot be waited for. Nothing was backed up.", e);
        }
    }

    private sealed record Wanted
    {
        public required string ConnectionString { get; init; }
        public required string Folder { get; init; }
        public required string? Keys { get; init; }
        public required BrokerAddress Broker { get; init; }
        public required string Archive { get; init; }
        public required string? Programs { get; init; }
        public required TimeSpan Patience { get; init; }
    }
}

/// <summary>What both commands ask.</summary>
internal static class BackupOptions
{
    public static Option<string?> Keys() => new("--keys") { Description = $"The folder of the key ring. [default: {InstalledKeys.Variable}, or the running platform's]" };

    public static Option<string?> Broker() => new("--rabbitmq") { Description = "amqp address. [default: ConnectionStrings__RabbitMq, or the running platform's]" };

    public static Option<string?> Programs() => new("--programs") { Description = "The folder of pg_dump and pg_restore, not older than the server. [default: the newest on this machine]" };
}
