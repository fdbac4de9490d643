using System.Text.RegularExpressions;
using CreatorFlow.Alerts;

namespace CreatorFlow.Tests.Contracts.Documentation;

public sealed partial class Every_kind_of_alert_has_its_name
{
    private static readonly IEnumerable<string> Kinds = AlertKinds.All.Keys.Order(StringComparer.Ordinal);

    [Fact]
    public void The_statement_finds_the_kinds_that_there_are_words_for() => Assert.Equal(Kinds,
        Found().Matches(FoundAlerts.Within("{found}")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_offers_every_kind_for_a_webhook() => Assert.Equal(Kinds,
        Offered().Matches(File.ReadAllText(Repository.File("gateway/dashboard/src/features/settings/alertKinds.ts"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    // The second column of each branch: after its rank.
    [GeneratedRegex(@"^select (?:\d|.+ as rank), '(\w+)'", RegexOptions.Multiline)]
    private static partial Regex Found();

    [GeneratedRegex(@"value: '(\w+)'")]
    private static partial Regex Offered();
}
