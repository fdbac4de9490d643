using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Contracts.Documentation;

public partial class Pages_name_what_exists
{
    [Theory]
    [InlineData("map.md")]
    [InlineData("security.md")]
    [InlineData("troubleshooting.md")]
    [InlineData("configuration.md")]
    public void Every_path_of_a_page_exists(string page)
    {
        var paths = Quoted().Matches(Text(page)).Select(m => m.Groups[1].Value).Where(p => Ours().IsMatch(p)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(System.IO.Path.Exists(Repository.File(path)), path));
    }

    [Fact]
    public void Troubleshooting_names_log_events_and_routes_that_exist()
    {
        var (page, sources, api) = (Text("troubleshooting.md"), Sources(Repository.File("services"), Repository.File("gateway")), File.ReadAllText(Repository.File("docs", "openapi.v1.json")));
        var events = LogEvent().Matches(page).Select(m => m.Value).Distinct().ToList();
        var routes = Route().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(events);
        Assert.NotEmpty(routes);
        Assert.All(events, id => Assert.Contains($"LoggerMessage({id},", sources, StringComparison.Ordinal));
        Assert.All(routes, route => Assert.Contains($"\"{route}\"", api, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_log_event_of_a_service_is_one_message()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repository.File("services")).Append(Repository.File("gateway")))
        {
            var ids = LoggedEvent().Matches(Sources(folder)).Select(m => m.Groups[1].Value).ToList();
            Assert.Equal(ids.Distinct(), ids);
        }
    }

    [Theory]
    [InlineData("security.md")]
    [InlineData("troubleshooting.md")]
    public void A_page_names_settings_that_exist(string page) => Assert.All(
        Setting().Matches(Text(page)).Select(m => m.Groups[1].Value).Distinct(),
        name => Assert.Contains($"`{name}", Text("configuration.md"), StringComparison.Ordinal));

    private static string Text(string page) => File.ReadAllText(Repository.File("docs", page));

    private static string Sources(params string[] folders) => string.Concat(folders
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal)).Select(File.ReadAllText));

    [GeneratedRegex("`([^`\\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(contracts|deploy|docs|gateway|services|tests)/[^ ]*$")]
    private static partial Regex Ours();

    [GeneratedRegex(@"\b[1-6]\d{3}\b(?!\])")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"LoggerMessage\((\d+),")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"(/api/v1/[a-z_/{}-]*[a-z}])")]
    private static partial Regex Route();

    [GeneratedRegex(@"`([A-Z]\w*__\w+)`")]
    private static partial Regex Setting();
}
