using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Contracts.Documentation;

public partial class The_map_names_files_that_exist
{
    [Fact]
    public void Every_path_of_the_map_exists()
    {
        var paths = Path().Matches(File.ReadAllText(Repository.File("docs", "map.md"))).Select(m => m.Groups[1].Value).Where(p => p.Contains('/', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(System.IO.Path.Exists(Repository.File(path)), path));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Path();
}
