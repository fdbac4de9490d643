namespace CreatorFlow.Dashboard.Operating;

/// <summary>The sections of <c>docs/runbooks.md</c>, which travels inside the program: they can be read where the alert is shown.</summary>
internal static class Runbooks
{
    public static readonly OpsRunbooks All = new(Load());

    private static List<OpsRunbook> Load()
    {
        using var reader = new StreamReader(typeof(Runbooks).Assembly.GetManifestResourceStream("runbooks.md") ?? throw new FileNotFoundException("The runbooks are not in the program.", "runbooks.md"));
        return reader.ReadToEnd().Split("\n## ")[1..].Select(Read).ToList();
    }

    private static OpsRunbook Read(string section)
    {
        var (name, steps) = (section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim(), new List<RunbookStep>());
        foreach (var part in section.Split("\n**")[1..])
        {
            var end = part.IndexOf("**:", StringComparison.Ordinal);
            steps.Add(new(part[..end], string.Join(' ', part[(end + 3)..].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))));
        }
        return new(name, steps);
    }
}

/// <summary>One for each alert.</summary>
internal sealed record OpsRunbooks(IReadOnlyList<OpsRunbook> Runbooks);

/// <summary>What to do about an alert.</summary>
/// <param name="Name">The alert's.</param>
/// <param name="Steps">In their order.</param>
internal sealed record OpsRunbook(string Name, IReadOnlyList<RunbookStep> Steps);

/// <summary>A step: <c>Means</c>, <c>Look</c> or <c>Do</c>.</summary>
/// <param name="Title">Which.</param>
/// <param name="Text">Markdown of one line.</param>
internal sealed record RunbookStep(string Title, string Text);
