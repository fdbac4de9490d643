using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Configuration;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Secret_files : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-secrets-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Are_settings_named_as_environment_variables_are_and_count_before_them()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "ConnectionStrings__Postgres"), "Host=of-the-file\n");
        var configuration = Configuration(("ConnectionStrings:Postgres", "Host=of-the-environment"), ("Partitions:Count", "4"));
        Assert.Equal("Host=of-the-file", configuration.GetConnectionString("Postgres"));
        Assert.Equal("4", configuration["Partitions:Count"]);
    }

    [Fact]
    public void Are_found_behind_the_links_by_which_Kubernetes_mounts_them()
    {
        var data = folder.CreateSubdirectory("..2026_11_28_12_00_00.1");
        File.WriteAllText(Path.Combine(data.FullName, "Internal__Token"), "of the mounted secret");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "..data"), data.Name);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "Internal__Token"), "..data/Internal__Token");
        Assert.Equal("of the mounted secret", Configuration()["Internal:Token"]);
        Assert.Equal(["Directory"], Configuration().GetSection(SecretFileOptions.Section).GetChildren().Select(s => s.Key));
    }

    [Fact]
    public void That_are_not_there_end_the_start()
    {
        using var configuration = new ConfigurationManager();
        configuration["Secrets:Directory"] = Path.Combine(folder.FullName, "none");
        Assert.Throws<DirectoryNotFoundException>(configuration.AddSecretFiles);
    }

    [Fact]
    public void Are_not_looked_for_where_no_folder_is_named()
    {
        using var configuration = new ConfigurationManager();
        configuration.AddSecretFiles();
        Assert.Empty(configuration.AsEnumerable());
    }

    private ConfigurationManager Configuration(params (string Key, string Value)[] environment)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(environment.ToDictionary(e => e.Key, e => (string?)e.Value));
        configuration["Secrets:Directory"] = folder.FullName;
        configuration.AddSecretFiles();
        return configuration;
    }
}
