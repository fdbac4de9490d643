using CreatorFlow.AppHost.Demo;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class DemoCreatorsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("creatorflow-demo-");

    private string File => Path.Combine(_folder.FullName, "demo.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Secrets_and_keys_are_made_once_and_kept()
    {
        var made = DemoCreators.LoadOrMake(File, 2);
        var fewer = DemoCreators.LoadOrMake(File, 1);
        var again = DemoCreators.LoadOrMake(File, 2);

        Assert.Equal(made.SelectMany(Keys), again.SelectMany(Keys));
        Assert.Equal(made.SelectMany(Signing), again.SelectMany(Signing));
        Assert.Equal(made[0].Id, Assert.Single(fewer).Id);
    }

    [Fact]
    public void Every_source_has_a_connection_with_a_secret_of_its_kind()
    {
        var connections = DemoCreators.LoadOrMake(File, 1)[0].Connections.ToDictionary(connection => connection.Platform);

        Assert.Equal(DemoPlatforms.Names.Order(), connections.Keys.Order());
        Assert.Matches("^[0-9a-f]{32}$", connections["shopify"].Secret);
        Assert.Matches("^[0-9a-f]{40}$", connections["tiktok"].Secret);
        Assert.Matches("^[a-z0-9]{12}$", connections["tiktok"].Settings["appKey"]);
        Assert.Matches("^[0-9]{19}$", connections["tiktok"].Settings["shopId"]);
        Assert.Equal(24, Convert.FromBase64String(connections["standard"].Secret["whsec_".Length..]).Length);
    }

    [Fact]
    public void Api_keys_are_256_random_bits_each() =>
        Assert.All(DemoCreators.LoadOrMake(File, 2).SelectMany(Keys), key => Assert.Matches("^cf_[A-Za-z0-9_-]{43}$", key));

    private static IEnumerable<string> Keys(DemoCreator creator) => creator.ApiKeys.Select(key => key.Key);

    private static IEnumerable<string> Signing(DemoCreator creator) => creator.Connections.Select(connection => connection.Secret);
}
