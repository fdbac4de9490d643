using System.Text.RegularExpressions;
using CreatorFlow.Tests.Contracts.Documentation.Settings;

namespace CreatorFlow.Tests.Contracts.Documentation;

/// <summary>docs/configuration.md. To write its table anew: CREATORFLOW_WRITE_CONFIGURATION=1 dotnet test tests/Contracts --filter The_configuration_page</summary>
public sealed partial class The_configuration_page
{
    private static readonly string Page = Repository.File("docs", "configuration.md");

    [Fact]
    public void Has_every_setting_as_the_code_has_it()
    {
        var written = File.ReadAllText(Page);
        var expected = Table().Replace(written, _ => $"<!-- settings -->\n\n{Rows()}\n\n<!-- end of settings -->");
        if (Environment.GetEnvironmentVariable("CREATORFLOW_WRITE_CONFIGURATION") == "1") File.WriteAllText(Page, expected);
        else Assert.Equal(expected, written);
    }

    [Fact]
    public void Has_every_setting_that_is_read_without_an_options_class()
    {
        string[] folders = ["services", "gateway"];
        var read = folders.SelectMany(f => Directory.EnumerateFiles(Repository.File(f), "*.cs", SearchOption.AllDirectories)).Where(Ours)
            .SelectMany(file => Read().Matches(File.ReadAllText(file))).Select(Name).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains("ConnectionStrings__Redis", read);
        Assert.Subset(DirectSettings.All.Select(s => s.Name).ToHashSet(), read.ToHashSet());
    }

    [Fact]
    public void Marks_what_is_a_secret() => Assert.Equal(
        ["Agent__ApiKey", "Agent__Secret", "ConnectionStrings__Postgres", "ConnectionStrings__RabbitMq", "ConnectionStrings__Redis", "Internal__Token", "OperatorAlerts__PreviousSecret", "OperatorAlerts__Secret"],
        All().Where(s => s.Is.StartsWith(Setting.Secret, StringComparison.Ordinal)).Select(s => s.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<Setting> All() => DirectSettings.All.Concat(OptionSettings.All.OrderBy(s => s.Of, StringComparer.OrdinalIgnoreCase));

    private static string Rows() => string.Join('\n', ["| Setting | Of | Default | Allowed | Is |", "| --- | --- | --- | --- | --- |", .. All().Select(s => s.Row)]);

    private static bool Ours(string file) => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal);

    private static string Name(Match read) => read.Groups["string"].Success
        ? $"ConnectionStrings__{read.Groups["string"].Value}"
        : read.Groups["key"].Value.Replace(":", "__", StringComparison.Ordinal);

    [GeneratedRegex("<!-- settings -->.*<!-- end of settings -->", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("""(GetConnectionString\(|Required\(configuration, )"(?<string>\w+)"|onfiguration\["(?<key>[\w:]+)"\]|const string Setting = "(?<key>[\w:]+)""")]
    private static partial Regex Read();
}
