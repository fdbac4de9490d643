using System.Globalization;
using Spectre.Console;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>Tells a person or a log what happens: bars and tables on a terminal, plain lines elsewhere.</summary>
internal sealed class Screen(TextWriter output)
{
    private readonly bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>Whether a person looks at it.</summary>
    public bool IsTerminal => terminal;

    public void Say(string line) => output.WriteLine(line);

    /// <summary>A line four columns in, with the lines it is broken into on a terminal.</summary>
    public void SayIndented(string line)
    {
        if (terminal) AnsiConsole.Write(new Padder(new Text(line), new(4, 0, 0, 0)));
        else Say($"    {line}");
    }

    /// <summary>UTC, to the millisecond, as every table has it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Shows how far work has come.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="total">Of how many; growing work may pass it.</param>
    /// <param name="work">Is given a function to call with what is newly done, from any thread.</param>
    public Task WatchAsync(string title, long total, Func<Action<long>, Task> work) =>
        terminal ? WatchOnTerminalAsync(title, total, work) : WatchInLinesAsync(title, total, work);

    /// <summary>Shows how far work on files has come, whose number shows itself on the way.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">Is given a function to call with the files done, all files, and the events done.</param>
    public Task WatchFilesAsync(string title, Func<Action<long, long, long>, Task> work) =>
        terminal ? WatchFilesOnTerminalAsync(title, work) : WatchFilesInLinesAsync(title, work);

    /// <summary>A table, or a block for each row where a table would break words; plain lines have their columns parted by tabs.</summary>
    /// <param name="columns">Their names, for a terminal.</param>
    /// <param name="rows">A value for each column.</param>
    /// <param name="numbers">Columns that end on the right and are not broken.</param>
    public void Table(string[] columns, IEnumerable<string[]> rows, params string[] numbers)
    {
        if (!terminal)
        {
            foreach (var row in rows) Say(string.Join('\t', row));
            return;
        }
        var cells = rows.ToList();
        if (LeastWidth(columns, cells, numbers) > AnsiConsole.Profile.Width) Records(columns, cells);
        else AnsiConsole.Write(Lines(columns, cells, numbers));
    }

    /// <summary>With every word whole; a table narrower than this would break words.</summary>
    private static int LeastWidth(string[] columns, List<string[]> rows, string[] numbers) => 1 + columns.Select((name, i) =>
        3 + rows.Select(row => row[i]).Append(name).Max(cell => numbers.Contains(name) ? cell.Length : cell.Split(' ').Max(word => word.Length))).Sum();

    private static Table Lines(string[] columns, List<string[]> rows, string[] numbers)
    {
        var table = new Table { Expand = false };
        foreach (var (i, name) in columns.Index())
            table.AddColumn(numbers.Contains(name) ? new TableColumn(name).RightAligned().NoWrap() : new TableColumn(name) { NoWrap = rows.TrueForAll(row => !row[i].Contains(' ')) });
        foreach (var row in rows) table.AddRow(Array.ConvertAll(row, Markup.Escape));
        return table;
    }

    /// <summary>A row as a block of lines, each with its column's name.</summary>
    private static void Records(string[] columns, List<string[]> rows)
    {
        foreach (var row in rows)
        {
            var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
            foreach (var (name, value) in columns.Zip(row)) grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
            AnsiConsole.Write(grid);
            AnsiConsole.WriteLine();
        }
    }

    private static Progress Bars() =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    private static Task WatchFilesOnTerminalAsync(string title, Func<Action<long, long, long>, Task> work) => Bars().StartAsync(async context =>
    {
        var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
        await work((done, total, _) =>
        {
            bar.MaxValue = total;
            bar.Value = done;
        });
        bar.Value = bar.MaxValue;
    });

    private Task WatchFilesInLinesAsync(string title, Func<Action<long, long, long>, Task> work)
    {
        var tenths = 0L;
        return work((done, total, events) =>
        {
            if (done * 10 / total <= tenths) return;
            tenths = done * 10 / total;
            Say(string.Create(CultureInfo.InvariantCulture, $"{title}: {done:N0} of {total:N0} files, {events:N0} events"));
        });
    }

    private static Task WatchOnTerminalAsync(string title, long total, Func<Action<long>, Task> work) => Bars().StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            await work(done => bar.Increment(done));
            bar.Value = bar.MaxValue;
        });

    private async Task WatchInLinesAsync(string title, long total, Func<Action<long>, Task> work)
    {
        var (sum, tenths, gate) = (0L, 0L, new Lock());
        await work(done =>
        {
            lock (gate)
            {
                sum += done;
                if (total < 100_000 || sum * 10 / total <= tenths) return;
                tenths = sum * 10 / total;
                Say(string.Create(CultureInfo.InvariantCulture, $"{title}: {sum:N0} of {total:N0}"));
            }
        });
    }
}
