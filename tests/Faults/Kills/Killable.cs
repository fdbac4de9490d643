using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Faults.Rolling;

namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>A process that may die by SIGKILL and is started again with the data it had.</summary>
/// <param name="Name">As the reports have it.</param>
/// <param name="KillAsync">Returns when it is dead.</param>
/// <param name="StartAsync">Returns when it is ready.</param>
internal sealed record Killable(string Name, Func<Task> KillAsync, Func<Task> StartAsync)
{
    private static Killable Of(string name, Replicas replicas)
    {
        RunningService? victim = null;
        return new(name, () => (victim = replicas.Next()).KillAsync(), () => victim!.StartAsync());
    }

    private static Killable Of(IComponent server) => new(server.Name, () => server.Process!.KillAsync(), () => server.StartUntilReadyAsync());

    /// <summary>All that the product and its servers consist of; of a service that has several processes one at a time.</summary>
    public static async Task<IReadOnlyList<Killable>> AllOfAsync(RunningCommerce commerce) =>
    [
        .. commerce.Replicas.Select(service => Of(service.Key, service.Value)),
        Of(await commerce.Servers.PostgresAsync()), .. await NodesOfAsync(commerce), Of(await commerce.Servers.RedisAsync()),
    ];

    /// <summary>The PostgreSQL that is written to, once: its standby takes its place.</summary>
    public static Task<IReadOnlyList<Killable>> PrimaryOfAsync(RunningCommerce commerce) =>
        Task.FromResult<IReadOnlyList<Killable>>([new("postgres", commerce.Servers.KillPrimaryAsync, commerce.Servers.PromoteStandbyAsync)]);

    /// <summary>The nodes of its broker.</summary>
    public static async Task<IReadOnlyList<Killable>> NodesOfAsync(RunningCommerce commerce) => [.. (await commerce.Servers.RabbitMqNodesAsync()).Select(Of)];
}
