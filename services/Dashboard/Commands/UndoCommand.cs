using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using Npgsql;

namespace CreatorFlow.Dashboard.Commands;

/// <summary><c>POST /api/v1/inventory/{sku}/adjustments/{eventId}/undo</c>: looks up what the event was; whether it may be undone is decided where everything is.</summary>
internal sealed class UndoCommand(NpgsqlDataSource database, CommandSender commands, TimeProvider clock)
{
    private static readonly string Find = Sql.Load("Commands/adjustment.sql");

    public async Task<IResult> SendAsync(HttpContext context, string sku, string eventId, string? reason)
    {
        if (!Guid.TryParse(eventId, out var id) || await FindAsync(context.Creator().CreatorId, sku, id, context.RequestAborted) is not { } happened)
            return Problem.Of(404, "adjustment.unknown", "This SKU has no such event.");
        if (happened is not StockUpdated e || !StockUndo.IsUndoable(e))
            return Problem.Of(422, "adjustment.not_undoable", "This event is no adjustment that can be undone.");
        return await CommandAnswer.SendIfCurrentAsync(context, commands, "inventory.undo_adjustment", new AdjustmentUndone
        {
            Sku = sku, EventId = id.ToString(), Location = e.Location, Key = e.Key!, Effect = e.Effect, Compensation = StockUndo.CompensationOf(e),
            AdjustedAt = e.OccurredAt, Reason = reason, OccurredAt = clock.GetUtcNow(),
        });
    }

    private async Task<object?> FindAsync(string creator, string sku, Guid id, CancellationToken cancellation)
    {
        var stream = Stock.StreamOf(sku);
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? Folding.Read(new StoredEvent(0, new(creator, stream), 0, reader.GetString(0), reader.GetFieldValue<byte[]>(1), default))
            : null;
    }
}
