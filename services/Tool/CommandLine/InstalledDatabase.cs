using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>Finds the database: as told, as the environment says, or as the platform running from this checkout has it.</summary>
internal static class InstalledDatabase
{
    private const string Variable = "ConnectionStrings__Postgres";

    /// <summary>With its password, which an opened one tells nobody.</summary>
    /// <exception cref="ToolException">None was named and none is running.</exception>
    public static string ConnectionString(string? told) => told ?? InstalledSettings.Value(Variable) ?? RunningPlatform.Value("postgres")
        ?? throw new ToolException($"Which database? Give --postgres, set {Variable}, or start the platform in this checkout.");

    /// <exception cref="ToolException">None was named and none is running.</exception>
    public static NpgsqlDataSource Open(string? told)
    {
        var text = ConnectionString(told);
        try
        {
            // Long work is the tool's business: no statement of it is given up after the usual half minute.
            var connection = DatabaseHosts.Read(text);
            (connection.CommandTimeout, connection.ApplicationName) = (0, "creatorflow-tool");
            return NpgsqlDataSource.Create(connection.ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new ToolException("The connection string cannot be read; it looks like Host=…;Database=…;Username=…", e);
        }
    }
}
