using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Contracts.Documentation;

public sealed partial class Every_alert_has_its_runbook
{
    [Fact]
    public void Each_rule_names_a_section_that_is_there_and_no_section_is_left_over()
    {
        var rules = File.ReadAllText(Repository.File("deploy/observability/alerts.yml"));
        var alerts = Alert().Matches(rules).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        var linked = Runbook().Matches(rules).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
        var sections = Section().Matches(File.ReadAllText(Repository.File("docs/runbooks.md"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.NotEmpty(alerts);
        Assert.Equal(alerts, linked);
        Assert.Equal(alerts, sections);
    }

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"docs/runbooks\.md#(\w+)")]
    private static partial Regex Runbook();

    [GeneratedRegex(@"^## (\w+)", RegexOptions.Multiline)]
    private static partial Regex Section();
}
