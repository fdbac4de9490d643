using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Faults.Troubles;

/// <summary>Lines of the test's own between the services and their servers.</summary>
internal sealed class Wires : IAsyncDisposable
{
    private readonly List<Wire> all = [];

    public Wire Postgres => all[0];

    /// <summary>Lays them; the services are told to use them.</summary>
    public async Task<Action<Dictionary<string, string>>> LayAsync(PrivateServers servers)
    {
        var (postgres, broker, redis) = (await servers.PostgresAsync(), await servers.RabbitMqAsync(), await servers.RedisAsync());
        all.AddRange([Wire.To(postgres.Address), Wire.To(broker.Address), Wire.To(redis.Address)]);
        return settings =>
        {
            settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(settings["ConnectionStrings__Postgres"]) { Host = "127.0.0.1", Port = Postgres.Port }.ConnectionString;
            Redirect(settings, "ConnectionStrings__RabbitMq", broker.Address, all[1]);
            Redirect(settings, "ConnectionStrings__Redis", redis.Address, all[2]);
        };
    }

    public void Reset()
    {
        foreach (var wire in all) wire.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var wire in all) await wire.DisposeAsync();
    }

    private static void Redirect(Dictionary<string, string> settings, string name, string server, Wire wire) =>
        settings[name] = settings[name].Replace(new Uri(server).Authority, new Uri(wire.Address).Authority, StringComparison.Ordinal);
}
