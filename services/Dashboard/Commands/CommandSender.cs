using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Dashboard.Commands;

/// <summary>
/// What a person wants goes the same way as a webhook: to the creator's partition, confirmed by the broker, decided in
/// order with everything else. The answer is read where Projection writes it. Thread-safe.
/// </summary>
internal sealed class CommandSender(PartitionSender partitions, IOptions<PartitionOptions> options, NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The connection that a person's commands stand under.</summary>
    public const string Connection = "manual";

    private static readonly string FindOutcome = Sql.Load("Commands/outcome.sql");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    /// <param name="creator">Whose.</param>
    /// <param name="topic">The command's name, e.g. <c>inventory.adjust</c>.</param>
    /// <param name="idempotencyKey">The caller's, or null for a new one.</param>
    /// <param name="wanted">What is to be decided.</param>
    /// <param name="cancellation">Ends the wait; the command may be decided all the same.</param>
    /// <returns>What became of it; null when it is accepted and not decided yet.</returns>
    /// <exception cref="Exception">The broker did not confirm: it may or may not be decided.</exception>
    public async Task<CommandOutcome?> SendAsync(string creator, string topic, string? idempotencyKey, ChannelEvent wanted, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(wanted with { OccurredAt = default });
        var delivery = new Delivery
        {
            Id = Guid.CreateVersion7().ToString("N"), CreatorId = creator, ConnectionId = Connection, Platform = Platforms.Manual, Topic = topic,
            IdempotencyKey = $"{Connection}:{idempotencyKey ?? Guid.CreateVersion7().ToString("N")}", Checksum = Convert.ToHexStringLower(SHA256.HashData(body)),
            ReceivedAt = clock.GetUtcNow(), TraceParent = Activity.Current?.Id, Body = body, Events = [wanted],
        };
        var partition = Partitioning.Of(creator, options.Value.Count);
        await partitions.SendAsync(partition, [delivery], cancellation).WaitAsync(Patience, cancellation);
        return await OutcomeAsync(creator, delivery.Id, cancellation);
    }

    private async Task<CommandOutcome?> OutcomeAsync(string creator, string deliveryId, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookEvery);
        for (var since = clock.GetTimestamp(); clock.GetElapsedTime(since) < Patience; await timer.WaitForNextTickAsync(cancellation))
        {
            await using var command = database.CreateCommand(FindOutcome);
            command.Parameters.Add(new() { Value = creator });
            command.Parameters.Add(new() { Value = deliveryId });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (await reader.ReadAsync(cancellation)) return new(deliveryId, reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
        }
        return null;
    }
}

/// <summary>What became of a command: <c>applied</c>, <c>duplicate</c>, <c>refused</c> or <c>quarantined</c>, and why.</summary>
internal sealed record CommandOutcome(string DeliveryId, string Outcome, string? Reason);
