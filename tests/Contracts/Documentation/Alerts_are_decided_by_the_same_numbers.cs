using System.Globalization;
using System.Text.RegularExpressions;
using CreatorFlow.Dashboard.Operating;

namespace CreatorFlow.Tests.Contracts.Documentation;

/// <summary>Prometheus by alerts.yml, the page Ops by its own rules: a number that is changed in one place alone fails here.</summary>
public sealed partial class Alerts_are_decided_by_the_same_numbers
{
    private static readonly IReadOnlyList<string> Written = File.ReadAllText(Repository.File("deploy/observability/alerts.yml")).Split("- alert: ")[1..];

    [Fact]
    public void The_page_knows_every_rule() =>
        Assert.Equal(Written.Select(r => r.Split('\n')[0].Trim()), AlertRules.All.Select(r => r.Name));

    [Fact]
    public void Thresholds_spans_severities_and_patience_are_the_same() =>
        Assert.Equal(Written.Select(Read), AlertRules.All.Select(r => Line(r.Name, r.Severity, (int)r.For.TotalMinutes, r.Minutes, r.Thresholds)));

    [Fact]
    public void The_promises_and_the_queues_are_the_same()
    {
        var expression = Written.Single(r => r.StartsWith("high_sync_latency", StringComparison.Ordinal));
        foreach (var (kind, promised) in AlertRules.Promised) Assert.Contains($"vector({promised}), \"kind\", \"{kind}\"", expression, StringComparison.Ordinal);
        Assert.Contains($"queue=~\"{string.Join('|', AlertRules.Queues)}\"", Written.Single(r => r.StartsWith("queue_age", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_a_runbook_with_something_to_do()
    {
        Assert.Equal(AlertRules.All.Select(r => r.Name).Order(StringComparer.Ordinal), Runbooks.All.Runbooks.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(Runbooks.All.Runbooks, r => Assert.Equal(["Means", "Do"], r.Steps.Select(s => s.Title).Where(t => t != "Look")));
        Assert.All(Runbooks.All.Runbooks.SelectMany(r => r.Steps), s => Assert.NotEmpty(s.Text));
    }

    private static string Read(string rule)
    {
        var thresholds = rule.Contains("vector(", StringComparison.Ordinal) ? Vector().Matches(rule) : Compared().Matches(Expression().Match(rule).Value);
        var patience = Patience().Match(rule);
        return Line(rule.Split('\n')[0].Trim(), Severity().Match(rule).Groups[1].Value, patience.Success ? Number(patience) : 0,
            Span().Matches(rule).Select(Number).Distinct().SingleOrDefault(), thresholds.Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct());
    }

    private static string Line(string name, string severity, int patience, int minutes, IEnumerable<double> thresholds) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {severity} for {patience}m [{minutes}m] {string.Join(' ', thresholds)}");

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"vector\((\d+)\)")]
    private static partial Regex Vector();

    [GeneratedRegex(@"(?:>|<|==) ([\d.]+)")]
    private static partial Regex Compared();

    [GeneratedRegex(@"expr:[\s\S]*?(?=\n +(?:for|labels):)")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\n +for: (\d+)m")]
    private static partial Regex Patience();

    [GeneratedRegex(@"\[(\d+)m\]")]
    private static partial Regex Span();

    [GeneratedRegex(@"severity: (\w+)")]
    private static partial Regex Severity();
}
