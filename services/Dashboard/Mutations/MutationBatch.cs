using System.Text.Json;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Domain;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Mutations;

/// <summary>Sends a batch the way of every command and reads from the log what became of each edit. Thread-safe.</summary>
internal sealed class MutationBatch(NpgsqlDataSource database, CommandSender commands, TimeProvider clock)
{
    private static readonly string Versions = Sql.Load("Mutations/versions.sql");
    private static readonly string Effects = Sql.Load("Mutations/effects.sql");
    private static readonly string Seen = Sql.Load("Mutations/seen.sql");
    private static readonly string Items = Sql.Load("Mutations/items.sql");

    /// <returns>A result for each edit, in their order, and the stock items as they are now.</returns>
    /// <exception cref="Exception">The broker did not confirm: send it again.</exception>
    public async Task<(MutationResult[] Results, List<byte[]> Items)> ApplyAsync(CreatorIdentity who, IReadOnlyList<Mutation> mutations, CancellationToken cancellation)
    {
        var creator = who.CreatorId;
        var seen = await SeenAsync(creator, mutations, cancellation);
        var read = mutations.Select(m => (Mutation: m, Read: m.Read(clock.GetUtcNow(), seen.TryGetValue((m.Sku, m.BaseVersion), out var at) ? at : null))).ToList();
        var sent = read.Where(r => r.Read.Command is not null).ToList();
        var skus = sent.Select(s => s.Mutation.Sku!).Distinct(StringComparer.Ordinal).ToArray();
        var before = await VersionsAsync(creator, skus, cancellation);
        var outcomes = sent.Count == 0 ? [] : await commands.SendAsync(who, [.. sent.Select(s => s.Read.Command!)], cancellation);
        var conflicts = await ConflictsAsync(creator, before, outcomes, cancellation);
        var results = read.Where(r => r.Read.Refusal is not null).ToDictionary(r => r.Mutation.Id!, r => MutationResult.Refused(r.Mutation, r.Read.Refusal!), StringComparer.Ordinal);
        for (var i = 0; i < sent.Count; i++)
            results[sent[i].Mutation.Id!] = MutationResult.Of(sent[i].Mutation, outcomes[i], outcomes[i] is { } o ? conflicts.GetValueOrDefault(o.DeliveryId) : null);
        return ([.. mutations.Select(m => results[m.Id!])], await ItemsAsync(creator, skus, cancellation));
    }

    /// <summary>When the versions that people had before them came to be. Sent again it has to be the same, so it does not depend on what is current.</summary>
    private async Task<Dictionary<(string? Sku, long? Version), DateTimeOffset>> SeenAsync(string creator, IReadOnlyList<Mutation> mutations, CancellationToken cancellation)
    {
        var seen = new Dictionary<(string?, long?), DateTimeOffset>();
        var based = mutations.Where(m => m is { Set: not null, BaseVersion: > 0, Sku.Length: > 0 } && !m.Sku.Contains('\0')).ToList();
        if (based.Count == 0) return seen;
        await using var command = database.CreateCommand(Seen).With(
            creator, based.Select(m => Domain.Inventory.Stock.StreamOf(m.Sku!)).ToArray(), based.Select(m => m.BaseVersion!.Value).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            seen[(reader.GetString(0)[Domain.Inventory.Stock.StreamOf("").Length..], reader.GetInt64(1))] = reader.GetFieldValue<DateTimeOffset>(2);
        return seen;
    }

    private async Task<Dictionary<string, long>> VersionsAsync(string creator, string[] skus, CancellationToken cancellation)
    {
        var versions = skus.ToDictionary(Domain.Inventory.Stock.StreamOf, _ => 0L, StringComparer.Ordinal);
        await using var command = database.CreateCommand(Versions).With(creator, versions.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) versions[reader.GetString(0)] = reader.GetInt64(1);
        return versions;
    }

    /// <summary>By delivery: the conflict that an edit came into, as the log tells it.</summary>
    private async Task<Dictionary<string, MutationConflict>> ConflictsAsync(string creator, Dictionary<string, long> before, CommandOutcome?[] outcomes, CancellationToken cancellation)
    {
        var conflicts = new Dictionary<string, MutationConflict>(StringComparer.Ordinal);
        var applied = outcomes.OfType<CommandOutcome>().Where(o => o.Outcome == "applied").Select(o => o.DeliveryId).ToArray();
        if (applied.Length == 0) return conflicts;
        await using var command = database.CreateCommand(Effects).With(creator, before.Keys.ToArray(), before.Values.ToArray(), applied);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var happened = Folding.Read(new StoredEvent(0, new(creator, ""), 0, reader.GetString(1), reader.GetFieldValue<byte[]>(2), default));
            if (MutationConflict.Of(happened) is { } conflict && (conflict.ConflictId is not null || !conflicts.ContainsKey(reader.GetString(0))))
                conflicts[reader.GetString(0)] = conflict;
        }
        return conflicts;
    }

    private async Task<List<byte[]>> ItemsAsync(string creator, string[] skus, CancellationToken cancellation)
    {
        var items = new List<byte[]>();
        await using var command = database.CreateCommand(Items).With(creator, skus);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) items.Add(reader.GetFieldValue<byte[]>(0));
        return items;
    }
}

/// <summary>Who else said something of the same stock, and what was decided.</summary>
/// <param name="ConflictId">As <c>/conflicts</c> names it; null when a newer count simply stands.</param>
/// <param name="Reason">The rule; <c>superseded</c> when a newer count stands.</param>
/// <param name="Status">Of the conflict, or null.</param>
/// <param name="Winner">What stands, or null when the item tells it.</param>
internal sealed record MutationConflict(string? ConflictId, string Reason, string? Status, ConflictCandidate? Winner)
{
    public static MutationConflict? Of(object happened) => happened switch
    {
        ConflictDetected e => new(e.ConflictId, e.Reason, e.Status, e.Candidates.FirstOrDefault(c => c.Key == e.Winner)),
        StockUpdated { Effect: "superseded" } => new(null, "superseded", null, null),
        _ => null,
    };
}

/// <summary>What became of one edit.</summary>
/// <param name="Mutation">It.</param>
/// <param name="Result"><c>applied</c>, <c>duplicate</c>, <c>conflict</c> or <c>refused</c>, each of which ends it; <c>accepted</c> when it is not decided yet: ask again.</param>
/// <param name="Code">Stable, of a refusal.</param>
/// <param name="Conflict">What it met.</param>
internal sealed record MutationResult(Mutation Mutation, string Result, string? Code, MutationConflict? Conflict)
{
    public static MutationResult Refused(Mutation mutation, string code) => new(mutation, "refused", code, null);

    public static MutationResult Of(Mutation mutation, CommandOutcome? outcome, MutationConflict? conflict) => outcome switch
    {
        null => new(mutation, "accepted", null, null),
        { Outcome: "applied" } => new(mutation, conflict is null ? "applied" : "conflict", null, conflict),
        { Outcome: "duplicate" } => new(mutation, "duplicate", null, null),
        _ => Refused(mutation, outcome.Reason ?? "command.refused"),
    };

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Mutation.Id);
        writer.WriteString("result", Result);
        if (Mutation.Sku is not null) writer.WriteString("sku", Mutation.Sku);
        if (Code is not null) writer.WriteString("code", Code);
        if (Conflict is not null) WriteConflict(writer, Conflict);
        writer.WriteEndObject();
    }

    private static void WriteConflict(Utf8JsonWriter writer, MutationConflict conflict)
    {
        writer.WriteStartObject("conflict");
        if (conflict.ConflictId is not null) writer.WriteString("id", conflict.ConflictId);
        writer.WriteString("reason", conflict.Reason);
        if (conflict.Status is not null) writer.WriteString("status", conflict.Status);
        if (conflict.Winner is { } winner)
        {
            writer.WriteStartObject("winner");
            writer.WriteString("key", winner.Key);
            writer.WriteString("source", winner.Source);
            writer.WriteString("change", winner.Change);
            writer.WriteNumber("quantity", winner.Quantity);
            writer.WriteString("occurredAt", winner.OccurredAt);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
