using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tool;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Faults.Restoring;

/// <summary>
/// The drill of docs/operations.md: a backup is taken in the midst of traffic, while webhooks that were acknowledged wait in the spool
/// and at the broker, of the one of two PostgreSQL that takes writes; then the database, the broker, Redis and the keys are gone, and all there is is the backup.
/// CREATORFLOW_DRILL_EVENTS asks for it and says how many webhooks; CREATORFLOW_FAULT_SEED makes another one.
/// </summary>
public sealed class Backup_and_restore(ITestOutputHelper output) : IDisposable
{
    private const int Creators = 20;
    private const int SkusPerCreator = 10;
    private static readonly int Events = Asked.Number("CREATORFLOW_DRILL_EVENTS", 1_000);
    private static readonly int Seed = Asked.Number("CREATORFLOW_FAULT_SEED", 20261121);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("creatorflow-backup-").FullName;
    private readonly Traffic traffic = new(Seed, new(Events, [.. Enumerable.Range(0, Creators).Select(i => $"creator-{i}")], SkusPerCreator) { OrderShare = 0.1, ScarceSkus = 3 });

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [AskedForFact("CREATORFLOW_DRILL_EVENTS", Asked.ForAll)]
    public async Task Nothing_acknowledged_before_the_backup_is_missing_and_what_is_sent_again_counts_once()
    {
        output.WriteLine($"seed {Seed}, {Events} events");
        var before = await BackUpAndLoseEverythingAsync();
        await using var servers = new PrivateServers();
        var (postgres, keys) = (await servers.CreateDatabaseAsync(), Path.Combine(folder, "restored-keys"));
        await RefuseWhatWasChangedAsync(postgres, keys);
        await RestoreAsync(0, postgres, keys);
        Assert.Contains("The database is not empty", await RestoreAsync(2, postgres, keys), StringComparison.Ordinal);
        await RestoreAsync(0, postgres, keys, "--replace");
        await RefuseWhatWasChangedAsync(postgres, keys, "--replace"); // and drops nothing, which the books show
        await using var pipeline = await Pipeline.ResumeAsync(servers, postgres, keys, typeof(Ingest.IngestModule), typeof(CreatorFlow.Projection.ProjectionModule));
        var books = new StoredBooks(pipeline.Database);
        var missing = await AssertRestoredAsync(pipeline, books, before);
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        await traffic.SendAgainAsync(sender);
        await Eventually.Async(async () => await books.RecordedAsync() >= traffic.Distinct, Patience, "everything is recorded");
        var report = await books.CompareAsync(traffic);
        output.WriteLine($"after everything was sent again: {report}");
        output.WriteLine(await FaultResults.WriteAsync(nameof(Backup_and_restore), Seed, $"{before.Values.Sum(ids => ids.Length)} webhooks acknowledged before the backup, {Events} in all",
            [("missing of those", missing), .. report.Findings()]));
        Assert.Equal(BooksReport.Clean, report);
    }

    private string Backup => Path.Combine(folder, "backup");

    private string Archive => Path.Combine(folder, "archive");

    /// <returns>What was acknowledged when the backup began.</returns>
    private async Task<Dictionary<string, string[]>> BackUpAndLoseEverythingAsync()
    {
        await using var servers = new PrivateServers(standby: true);
        await using var pipeline = await Pipeline.StartAsync(servers, Creators, typeof(Ingest.IngestModule), typeof(CreatorFlow.Projection.ProjectionModule));
        using var sender = new StandardSender(new Uri(pipeline.Ingest.Address), Pipeline.Secret);
        var sending = traffic.SendAsync(sender);
        await LetAsync(Events / 4);
        pipeline.Projection.Halt(); // what comes from now on waits at the broker
        await LetAsync(Events / 4);
        var broker = await servers.RabbitMqAsync();
        await broker.StopAsync(); // and from now on in the spool
        await LetAsync(Events / 4);
        traffic.Allow(Events / 8); // goes on during the backup
        var before = traffic.AcknowledgedByNow();
        var backup = ToolAsync(0, "backup", "--to", Backup, "--keys", pipeline.Keys, "--folder", Archive, "--rabbitmq", pipeline.Settings["ConnectionStrings__RabbitMq"],
            "--postgres", pipeline.Settings["ConnectionStrings__Postgres"]);
        output.WriteLine($"{before.Values.Sum(ids => ids.Length)} acknowledged before the backup: {await new StoredBooks(pipeline.Database).WhereAsync()}");
        await broker.StartAsync(CancellationToken.None);
        pipeline.Projection.GoOn();
        await backup;
        traffic.Allow(traffic.Posts); // comes too late for it: only its senders have it
        await sending;
        return before;

        async Task LetAsync(int webhooks)
        {
            traffic.Allow(webhooks);
            await traffic.UntilSentAsync(allowed += webhooks);
        }
    }

    private int allowed;

    private async Task RefuseWhatWasChangedAsync(string postgres, string keys, params string[] also)
    {
        var file = Directory.EnumerateFiles(Path.Combine(Backup, "database"), "*.dat.gz").MaxBy(f => new FileInfo(f).Length)!;
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Contains("is not the file that was backed up", await RestoreAsync(2, postgres, keys, also), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, bytes);
    }

    private Task<string> RestoreAsync(int code, string postgres, string keys, params string[] also) =>
        ToolAsync(code, ["restore-backup", "--from", Backup, "--keys", keys, "--folder", Archive, "--postgres", postgres, .. also]);

    /// <returns>How many are missing of those that were acknowledged before: none.</returns>
    private async Task<int> AssertRestoredAsync(Pipeline pipeline, StoredBooks books, Dictionary<string, string[]> before)
    {
        var missing = await books.MissingAsync(before);
        Assert.InRange(await books.RecordedAsync(), before.Values.Sum(ids => ids.Length), traffic.Distinct - 1);
        output.WriteLine($"restored: {await books.RecordedAsync()} webhooks in the log; {missing.Count} missing of {before.Values.Sum(ids => ids.Length)} acknowledged before the backup");
        Assert.Empty(missing);
        Assert.Equal(0, await books.AppliedTwiceAsync());
        Assert.Equal(0, await books.WrongReadModelsAsync());
        for (var i = 0; i < Creators; i++) Assert.Equal(Pipeline.Secret, (await pipeline.ConnectionAsync($"creator-{i}-standard"))?.Secrets.Current);
        return missing.Count;
    }

    /// <summary>As a person runs it.</summary>
    private async Task<string> ToolAsync(int code, params string[] arguments)
    {
        var said = new StringWriter();
        var ended = await Task.Run(() => ToolCommand.Describe().Parse(arguments).InvokeAsync(new() { Output = said, Error = said }));
        output.WriteLine(said.ToString().TrimEnd());
        Assert.Equal(code, ended);
        return said.ToString();
    }
}
