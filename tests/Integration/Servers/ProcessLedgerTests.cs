using System.Globalization;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Services;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class ProcessLedgerTests : IDisposable
{
    private const string Session = "/proc/self/autogroup";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creatorflow-ledger-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_an_earlier_run_left_behind_is_stopped()
    {
        var left = await Ledger().StartAsync(Sleep("left"));

        var stopped = await Ledger().StopLeftoversAsync();

        Assert.Equal(["left"], stopped);
        Assert.Equal(128 + (int)Signal.Terminate, await left.Completion);
    }

    [Fact]
    public async Task Another_process_that_got_a_remembered_pid_is_left_alone()
    {
        var stranger = await Ledger().StartAsync(Sleep("stranger"));
        Forge("stranger", stranger.Identity! with { StartTicks = stranger.Identity.StartTicks - 1 });

        var stopped = await Ledger().StopLeftoversAsync();

        Assert.Empty(stopped);
        Assert.False(stranger.HasEnded);
        await stranger.KillAsync();
    }

    [Fact]
    public async Task A_process_that_ended_by_itself_is_forgotten()
    {
        var ledger = Ledger();
        var process = await ledger.StartAsync(Sleep("short") with { Program = "true", Arguments = [] });

        Assert.Equal(0, await process.Completion);
        await Testing.Eventually.Async(() => _folder.GetFiles("*.json").Length == 0);
    }

    [Fact]
    public async Task A_process_that_ignores_the_order_to_stop_is_killed_with_its_children()
    {
        var deaf = await Ledger().StartAsync(Sleep("deaf") with
        {
            Program = "sh",
            Arguments = ["-c", "trap '' TERM; sleep 600 & echo $!; while :; do wait; done"],
            StopPatience = TimeSpan.FromMilliseconds(200),
        });
        var log = Path.Combine(_folder.FullName, "log");
        await Testing.Eventually.Async(() => File.Exists(log) && File.ReadAllText(log).EndsWith('\n'));
        var child = ProcessIdentity.Of(int.Parse(File.ReadAllText(log), CultureInfo.InvariantCulture))!;

        await deaf.StopAsync();

        Assert.True(deaf.HasEnded);
        await Testing.Eventually.Async(() => !child.IsAlive);
    }

    [Theory]
    [InlineData("nice")]
    [InlineData($"sed 's/.*nice //' {Session}")] // what counts between sessions, where the kernel shares cores between them
    public async Task A_process_and_its_session_step_back_by_its_niceness(string asked)
    {
        if (asked.Contains(Session, StringComparison.Ordinal) && !File.Exists(Session)) return;
        var told = new List<int>();
        foreach (var niceness in new[] { 0, ServiceDefinition.BackgroundNiceness })
        {
            var process = await Ledger().StartAsync(Sleep($"nice-{niceness}") with { Program = "/bin/sh", Arguments = ["-c", asked], Niceness = niceness });
            Assert.Equal(0, await process.Completion);
            told.Add(int.Parse(File.ReadLines(Path.Combine(_folder.FullName, "log")).Last(), CultureInfo.InvariantCulture));
        }
        Assert.Equal(ServiceDefinition.BackgroundNiceness, told[1] - told[0]);
    }

    private ProcessLedger Ledger() => new(_folder.FullName);

    private void Forge(string name, ProcessIdentity identity)
    {
        var entry = new { Name = name, Process = identity, StopSignal = Signal.Terminate };
        File.WriteAllText(Path.Combine(_folder.FullName, name + ".json"), System.Text.Json.JsonSerializer.Serialize(entry));
    }

    private ProcessSpecification Sleep(string name) => new(name, "sleep", ["600"])
    {
        LogFile = Path.Combine(_folder.FullName, "log"),
        WorkingDirectory = "/",
    };
}
