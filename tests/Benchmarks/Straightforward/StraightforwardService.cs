using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RabbitMQ.Client;

namespace CreatorFlow.Benchmarks.Straightforward;

/// <summary>
/// What the product is measured beside: the same task as most teams would write it, written with care. One process takes a webhook,
/// checks its signature, sends one persistent message and answers when the broker has confirmed it; another takes each partition's
/// messages one after the other and writes one transaction each: key, stock, event, outbox.
/// </summary>
/// <remarks>
/// It has what such a service gets in a review: pooled connections, prepared statements, a pool of confirming channels, quorum queues
/// with a single active consumer so that a creator's order is kept, a prefetch, partitions side by side, three round trips a
/// transaction. It does less than the product: no archive of the webhooks, no feed, no checksums, no metrics, and nobody
/// empties its outbox.
/// </remarks>
internal sealed class StraightforwardService : IAsyncDisposable
{
    /// <summary>The first argument of its processes; the second is their part.</summary>
    public const string Argument = "straightforward";
    public const int Partitions = 16;
    private const string Take = "take", Apply = "apply";

    private readonly NpgsqlDataSource database;
    private readonly StartedProcess[] processes;

    private StraightforwardService(NpgsqlDataSource database, string broker, StartedProcess[] processes) => (this.database, Broker, this.processes) = (database, broker, processes);

    /// <summary>Where it takes webhooks.</summary>
    public Uri Address => processes[^1].Address;

    /// <summary>Its messages' broker.</summary>
    public string Broker { get; }

    public static string QueueOf(string creator) => QueueName(Partitioning.Of(creator, Partitions));

    public static string QueueName(int partition) => string.Create(CultureInfo.InvariantCulture, $"straightforward.p{partition:00}");

    /// <summary>One of its processes, until it is ended.</summary>
    public static async Task<int> RunAsync(string part)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var (postgres, broker) = (settings.GetConnectionString("Postgres")!, settings.GetConnectionString("RabbitMq")!);
        await (part == Take ? StraightforwardIntake.RunAsync(postgres, broker) : StraightforwardConsumer.RunAsync(postgres, broker));
        return 0;
    }

    /// <param name="postgres">An empty database of its own on the product's server.</param>
    /// <param name="broker">The product's broker.</param>
    /// <param name="connections">Whose webhooks it takes, with their secrets.</param>
    public static async Task<StraightforwardService> StartAsync(string postgres, string broker, IEnumerable<(string Id, string Creator, string Secret)> connections)
    {
        var database = NpgsqlDataSource.Create(postgres);
        await MakeTablesAsync(database, connections);
        await DeclareAsync(broker);
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = postgres, ["ConnectionStrings:RabbitMq"] = broker };
        var program = typeof(StraightforwardService).Assembly;
        return new(database, broker, [await StartedProcess.StartAsync(program, [Argument, Apply], settings), await StartedProcess.StartAsync(program, [Argument, Take], settings)]);
    }

    /// <summary>Events that were applied.</summary>
    public async Task<long> AppliedAsync()
    {
        await using var command = database.CreateCommand("select coalesce(sum(version), 0)::bigint from stock");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public Task UntilAppliedAsync(long events) =>
        Eventually.Async(async () => await AppliedAsync() >= events, TimeSpan.FromMinutes(10), $"the straightforward service has applied {events} events", TimeSpan.FromMilliseconds(100));

    /// <summary>That every event counts once: each was a difference of one.</summary>
    /// <exception cref="InvalidOperationException">It lost something, or applied it twice: its figure is worth nothing.</exception>
    public async Task CheckAsync(long events)
    {
        await using var command = database.CreateCommand("""
            select (select coalesce(sum(on_hand), 0)::bigint from stock), (select count(*) from events), (select count(distinct (creator_id, key)) from events),
              (select count(*) from processed), (select count(*) from outbox)
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        for (var i = 0; i < row.FieldCount; i++)
            if (row.GetInt64(i) != events) throw new InvalidOperationException($"The straightforward service was sent {events} events and counts {string.Join(", ", Enumerable.Range(0, row.FieldCount).Select(row.GetInt64))}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task MakeTablesAsync(NpgsqlDataSource database, IEnumerable<(string Id, string Creator, string Secret)> connections)
    {
        await using var make = database.CreateCommand("""
            create table connections (id text primary key, creator_id text not null, secret text not null);
            create table processed (creator_id text not null, key text not null, at timestamptz not null, primary key (creator_id, key));
            create table stock (creator_id text not null, sku text not null, on_hand bigint not null, version bigint not null, updated_at timestamptz not null, primary key (creator_id, sku));
            create table events (id bigint generated always as identity primary key, creator_id text not null, sku text not null, version bigint not null, key text not null,
              type text not null, data jsonb not null, occurred_at timestamptz not null, recorded_at timestamptz not null, unique (creator_id, sku, version));
            create table outbox (id bigint generated always as identity primary key, creator_id text not null, payload jsonb not null, created_at timestamptz not null);
            """);
        await make.ExecuteNonQueryAsync();
        var known = connections.ToList();
        await using var fill = database.CreateCommand("insert into connections select * from unnest($1::text[], $2::text[], $3::text[])");
        fill.Parameters.Add(new() { Value = known.ConvertAll(c => c.Id) });
        fill.Parameters.Add(new() { Value = known.ConvertAll(c => c.Creator) });
        fill.Parameters.Add(new() { Value = known.ConvertAll(c => c.Secret) });
        await fill.ExecuteNonQueryAsync();
    }

    private static async Task DeclareAsync(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        for (var partition = 0; partition < Partitions; partition++)
            await channel.QueueDeclareAsync(QueueName(partition), durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true });
    }
}
