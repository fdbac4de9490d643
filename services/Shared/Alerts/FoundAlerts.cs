using CreatorFlow.Hosting.Database;

namespace CreatorFlow.Alerts;

/// <summary>The one statement that finds what is wrong now, for statements that go on with it.</summary>
public static class FoundAlerts
{
    private static readonly string Goods = Sql.Load("found-goods.sql");
    private static readonly string Rest = Sql.Load("found-rest.sql");
    private static readonly string Raised = Sql.Load("raised.sql");

    /// <summary>
    /// Puts it where a statement says <c>{found}</c>, or its two parts where it says <c>{goods}</c> (of stock and orders: large, and unchanged while the
    /// creator's feed is) and <c>{rest}</c>; and where it says <c>{raised}</c> since when the alert <c>p</c> is that does not say so itself.
    /// </summary>
    /// <param name="sql">Its <c>$1</c> is a creator, its <c>$2</c> now.</param>
    public static string Within(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return sql.Replace("{found}", $"{Goods}union all\n{Rest}", StringComparison.Ordinal).Replace("{goods}", Goods, StringComparison.Ordinal).Replace("{rest}", Rest, StringComparison.Ordinal)
            .Replace("{raised}", Raised, StringComparison.Ordinal);
    }
}
