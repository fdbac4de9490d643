using System.Globalization;
using Spectre.Console;

namespace CreatorFlow.AppHost.Running;

/// <summary>Shows what is being done and how long it took. Steps may run at the same time.</summary>
internal interface ISteps
{
    Task RunAsync(string title, Func<Task> work);

    /// <summary>Says something that is not done but known.</summary>
    void Notice(string text);
}

/// <summary>For a log or a pipe: a line when a step begins and one when it is done.</summary>
internal sealed class PlainSteps(TextWriter output, TimeProvider time) : ISteps
{
    public async Task RunAsync(string title, Func<Task> work)
    {
        var started = time.GetTimestamp();
        await output.WriteLineAsync($"{title} …");
        await work();
        var seconds = time.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        await output.WriteLineAsync($"{title}: done in {seconds} s");
    }

    public void Notice(string text) => output.WriteLine(text);
}

/// <summary>For a person at a terminal: a spinner and a running clock for each step.</summary>
internal sealed class LiveSteps(ProgressContext display) : ISteps
{
    public async Task RunAsync(string title, Func<Task> work)
    {
        var task = display.AddTask(Markup.Escape(title), autoStart: true, maxValue: 1);
        task.IsIndeterminate = true;
        await work();
        task.IsIndeterminate = false;
        task.Increment(1);
    }

    public void Notice(string text) => AnsiConsole.WriteLine(text);

    /// <summary>Shows the steps of <paramref name="work"/>, live at a terminal, plainly elsewhere.</summary>
    public static Task ShowAsync(Func<ISteps, Task> work) =>
        Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive
            ? work(new PlainSteps(Console.Out, TimeProvider.System))
            : AnsiConsole.Progress()
                .Columns(new SpinnerColumn { CompletedText = "✓" }, new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn())
                .StartAsync(display => work(new LiveSteps(display)));
}
