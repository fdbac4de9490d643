using System.Text.RegularExpressions;

namespace CreatorFlow.Tests.Contracts.Statements;

/// <summary>
/// What a statement claims, it looks for in a common table that is materialized. A subquery that is joined instead may be asked again for each row of the other side
/// (a nested loop, as PostgreSQL plans it for a table whose statistics tell of one row), and one that skips what is locked finds another row each time: all that waits
/// is then claimed at once, and whoever reads one row works on one.
/// </summary>
public sealed partial class What_is_claimed
{
    [Fact]
    public void Is_looked_for_once_by_its_statement()
    {
        var claims = Directory.EnumerateFiles(Repository.File("services"), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (File: file, Text: Comment().Replace(File.ReadAllText(file), "")))
            .Where(statement => statement.Text.Contains("skip locked", StringComparison.Ordinal) && Change().IsMatch(statement.Text))
            .ToList();
        Assert.InRange(claims.Count, 9, 100);
        Assert.All(claims, claim => Assert.True(Materialized().IsMatch(claim.Text), claim.File));
    }

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:update|delete from|insert into)\b", RegexOptions.Multiline)]
    private static partial Regex Change();

    [GeneratedRegex(@"as materialized \((?:(?!\n\)).)*skip locked\s*\n\)", RegexOptions.Singleline)]
    private static partial Regex Materialized();
}
