using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Running;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>Private instances of the programs installed on this machine.</summary>
internal sealed class NativeInfrastructure : IInfrastructure
{
    private readonly PostgresServer _postgres;
    private readonly RabbitMqServer _rabbitMq;
    private readonly RedisServer _redis;

    public NativeInfrastructure(DataFolder data, ServerPrograms programs)
    {
        _postgres = new PostgresServer(data, programs, PostgresTuning.Durable);
        _rabbitMq = new RabbitMqServer(data, programs);
        _redis = new RedisServer(data, programs);
    }

    public string Description => "PostgreSQL, RabbitMQ and Redis as private servers";

    public ServerAddresses Addresses => new(_postgres.ConnectionString, _rabbitMq.ConnectionString, _redis.ConnectionString);

    public IReadOnlyList<IComponent> Components => [_postgres, _rabbitMq.PortMapper, _rabbitMq, _redis];

    public IReadOnlyList<RunningComponent> Elsewhere => [];

    public Task StartAsync(CancellationToken cancellation) => Task.WhenAll(
        _postgres.StartUntilReadyAsync(cancellation),
        _rabbitMq.StartUntilReadyAsync(cancellation),
        _redis.StartUntilReadyAsync(cancellation));

    public Task StopAsync() => Task.WhenAll(_postgres.StopAsync(), _rabbitMq.StopAsync(), _redis.StopAsync());
}
