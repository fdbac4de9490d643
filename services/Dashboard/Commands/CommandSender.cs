using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Dashboard.Commands;

/// <summary>
/// What a person wants goes the same way as a webhook: to the creator's partition, confirmed by the broker, decided in
/// order with everything else. The answer is read where Projection writes it. Thread-safe.
/// </summary>
internal sealed class CommandSender(PartitionSender partitions, IOptions<PartitionOptions> options, IOptions<CommandOptions> settings, NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The connection that a person's commands stand under.</summary>
    public const string Connection = "manual";

    private static readonly string FindOutcomes = Sql.Load("Commands/outcomes.sql");
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);
    private readonly TimeSpan patience = TimeSpan.FromMilliseconds(settings.Value.PatienceMs);

    /// <param name="who">On whose behalf; kept with the events.</param>
    /// <param name="topic">The command's name, e.g. <c>inventory.adjust</c>.</param>
    /// <param name="idempotencyKey">The caller's, or null for a new one.</param>
    /// <param name="wanted">What is to be decided.</param>
    /// <param name="cancellation">Ends the wait; the command may be decided all the same.</param>
    /// <returns>What became of it; null when it is accepted and not decided yet.</returns>
    /// <exception cref="Exception">The broker did not confirm: it may or may not be decided.</exception>
    public async Task<CommandOutcome?> SendAsync(CreatorIdentity who, string topic, string? idempotencyKey, ChannelEvent wanted, CancellationToken cancellation) =>
        (await SendAsync(who, [new(topic, idempotencyKey, wanted)], cancellation))[0];

    /// <summary>As <see cref="SendAsync(CreatorIdentity,string,string,ChannelEvent,CancellationToken)"/>, several in one message, decided in their order.</summary>
    public async Task<CommandOutcome?[]> SendAsync(CreatorIdentity who, IReadOnlyList<Command> wanted, CancellationToken cancellation)
    {
        Delivery[] deliveries = [.. wanted.Select(command => DeliveryOf(who, command))];
        await partitions.SendAsync(Partitioning.Of(who.CreatorId, options.Value.Count), deliveries, cancellation).WaitAsync(patience, cancellation);
        return await OutcomesAsync(who.CreatorId, Array.ConvertAll(deliveries, d => d.Id), cancellation);
    }

    private Delivery DeliveryOf(CreatorIdentity who, Command command)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(command.Wanted with { OccurredAt = default });
        return new()
        {
            Id = Guid.CreateVersion7().ToString("N"), CreatorId = who.CreatorId, ConnectionId = Connection, Platform = Platforms.Manual, Topic = command.Topic,
            IdempotencyKey = $"{Connection}:{command.IdempotencyKey ?? Guid.CreateVersion7().ToString("N")}", Checksum = Convert.ToHexStringLower(SHA256.HashData(body)),
            ReceivedAt = clock.GetUtcNow(), TraceParent = Activity.Current?.Id, Body = body, Events = [command.Wanted], Actor = new(who.KeyId, who.KeyName),
        };
    }

    private async Task<CommandOutcome?[]> OutcomesAsync(string creator, string[] deliveries, CancellationToken cancellation)
    {
        var outcomes = new Dictionary<string, CommandOutcome>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(LookEvery);
        for (var since = clock.GetTimestamp(); outcomes.Count < deliveries.Length && clock.GetElapsedTime(since) < patience; await timer.WaitForNextTickAsync(cancellation))
        {
            await using var command = database.CreateCommand(FindOutcomes);
            command.Parameters.Add(new() { Value = creator });
            command.Parameters.Add(new() { Value = deliveries });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) outcomes[reader.GetString(0)] = new(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2));
        }
        return Array.ConvertAll(deliveries, outcomes.GetValueOrDefault);
    }
}

/// <summary>What a person wants.</summary>
/// <param name="Topic">The command's name.</param>
/// <param name="IdempotencyKey">The caller's, or null for a new one.</param>
/// <param name="Wanted">What is to be decided.</param>
internal sealed record Command(string Topic, string? IdempotencyKey, ChannelEvent Wanted);

/// <summary>What became of a command: <c>applied</c>, <c>duplicate</c>, <c>refused</c> or <c>quarantined</c>, and why.</summary>
internal sealed record CommandOutcome(string DeliveryId, string Outcome, string? Reason);
