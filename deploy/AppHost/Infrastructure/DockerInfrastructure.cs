using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>The three server containers of docker-compose.yml, on loopback ports of their own.</summary>
internal sealed class DockerInfrastructure(DataFolder data, Repository repository) : IInfrastructure
{
    private readonly int _postgres = data.Ports.For("postgres");
    private readonly int _rabbitMq = data.Ports.For("rabbitmq");
    private readonly int _management = data.Ports.For("rabbitmq-management");
    private readonly int _redis = data.Ports.For("redis");

    public string Description => "PostgreSQL, RabbitMQ and Redis in Docker";

    public ServerAddresses Addresses => new(
        $"Host=127.0.0.1;Port={_postgres};Username=creatorflow;Password={data.Secrets.PostgresPassword};Database=creatorflow;"
            + "Max Auto Prepare=50;Auto Prepare Min Usages=2;No Reset On Close=true",
        $"amqp://creatorflow:{data.Secrets.RabbitMqPassword}@127.0.0.1:{_rabbitMq}/",
        $"127.0.0.1:{_redis},password={data.Secrets.RedisPassword}");

    public IReadOnlyList<IComponent> Components => [];

    public IReadOnlyList<RunningComponent> Elsewhere =>
    [
        new("postgres", null, $"postgres://127.0.0.1:{_postgres}"),
        new("rabbitmq", null, $"amqp://127.0.0.1:{_rabbitMq}"),
        new("redis", null, $"redis://127.0.0.1:{_redis}"),
    ];

    /// <summary>Whether there is an engine behind the client: the client alone proves nothing.</summary>
    public static async Task<bool> AnswersAsync() =>
        ServerOf(await Tool.AskAsync("docker", ["version", "--format", "{{.Server.Version}}"])) is not null
        && await Tool.AskAsync("docker", ["compose", "version"]) is not null;

    public Task StartAsync(CancellationToken cancellation) =>
        ComposeAsync(["up", "--detach", "--wait", "postgres", "rabbitmq", "redis"], cancellation);

    public Task StopAsync() => ComposeAsync(["stop", "postgres", "rabbitmq", "redis"], CancellationToken.None);

    private static string? ServerOf(string? answer) => string.IsNullOrWhiteSpace(answer) ? null : answer;

    private Task ComposeAsync(IEnumerable<string> arguments, CancellationToken cancellation) => Tool.RunAsync(
        new ProcessSpecification("docker compose", "docker", ["compose", "--project-name", $"creatorflow-{data.Hash}", .. arguments])
        {
            LogFile = data.Log("docker"),
            WorkingDirectory = repository.Root,
            Environment = new Dictionary<string, string>
            {
                ["CREATORFLOW_POSTGRES_PORT"] = $"{_postgres}",
                ["CREATORFLOW_RABBITMQ_PORT"] = $"{_rabbitMq}",
                ["CREATORFLOW_RABBITMQ_MANAGEMENT_PORT"] = $"{_management}",
                ["CREATORFLOW_REDIS_PORT"] = $"{_redis}",
                ["CREATORFLOW_POSTGRES_PASSWORD"] = data.Secrets.PostgresPassword,
                ["CREATORFLOW_RABBITMQ_PASSWORD"] = data.Secrets.RabbitMqPassword,
                ["CREATORFLOW_REDIS_PASSWORD"] = data.Secrets.RedisPassword,
            },
        },
        cancellation);
}
