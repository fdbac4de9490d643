using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Commands;

/// <summary>A person's changes of stock: <c>POST /api/v1/inventory/{sku}/adjustments</c>, <c>…/adjustments/{eventId}/undo</c>, <c>PUT …/settings</c>, <c>PUT …/bundle</c>.</summary>
internal static class StockCommands
{
    private const string Root = "/api/v1/inventory/";

    public static void MapStockCommands(this IEndpointRouteBuilder routes)
    {
        var inventory = routes.MapGroup("/inventory").WithTags("Inventory");
        inventory.MapPost("/{sku}/adjustments", AdjustAsync).WithName("AdjustStock").AnswersCommand().TakesIfMatch().Refuses(400, "adjustment.invalid");
        inventory.MapPost("/{sku}/adjustments/{eventId}/undo", AdjustAsync).WithName("UndoAdjustment").AnswersCommand().TakesIfMatch().Refuses(404, "adjustment.unknown").Refuses(409, "adjustment.already_undone").Refuses(422, "adjustment.not_undoable");
        inventory.MapPut("/{sku}/settings", SetAsync).WithName("ChangeStockSettings").AnswersCommand().TakesIfMatch().Refuses(422, "settings.negative_units", "settings.unknown_strategy");
        inventory.MapPut("/{sku}/bundle", SetAsync).WithName("AssembleBundle").AnswersCommand().TakesIfMatch();
        // A SKU may hold a slash; see SkuBefore.
        inventory.MapPost("/{**rest}", AdjustAsync).ExcludeFromDescription();
        inventory.MapPut("/{**rest}", SetAsync).ExcludeFromDescription();
    }

    private static Task<IResult> AdjustAsync(HttpContext context, CommandSender commands, UndoCommand undo, TimeProvider clock, StockAdjustment? wanted)
    {
        if (SkuBefore(context, "/undo") is { } path && path.Split("/adjustments/") is { Length: > 1 } parts)
            return undo.SendAsync(context, string.Join("/adjustments/", parts[..^1]), parts[^1], wanted?.Reason);
        if (SkuBefore(context, "/adjustments") is not { } sku) return NotFound();
        return wanted?.Of(sku, clock.GetUtcNow()) is { } change
            ? CommandAnswer.SendIfCurrentAsync(context, commands, "inventory.adjust", change)
            : Invalid($"Give either a delta other than 0 or a set of 0 or more, at most {StockAdjustment.MostUnits} units.");
    }

    private static Task<IResult> SetAsync(HttpContext context, CommandSender commands, TimeProvider clock, SettingsChange wanted)
    {
        if (SkuBefore(context, "/bundle") is { } bundle)
            return CommandAnswer.SendIfCurrentAsync(context, commands, "inventory.assemble_bundle", new BundleAssembled { Sku = bundle, Components = wanted.Components ?? [], OccurredAt = clock.GetUtcNow() });
        if (Access.PathTail.Of(context.Request, Root) is not { Facet: Access.Facet.Settings, Id: var sku }) return NotFound();
        return CommandAnswer.SendIfCurrentAsync(context, commands, "inventory.change_settings", new SettingsChanged
        {
            Sku = sku, LowStockBelow = wanted.LowStockBelow, Buffers = wanted.Buffers, Locations = wanted.Locations, Strategy = wanted.Strategy,
            Ranks = wanted.Ranks, WindowSeconds = wanted.WindowSeconds, OccurredAt = clock.GetUtcNow(),
        });
    }

    /// <summary>A SKU may hold a slash, escaped or not; the last part of the path says what is wanted.</summary>
    private static string? SkuBefore(HttpContext context, string ending)
    {
        var tail = Access.PathTail.Of(context.Request, Root).Id;
        return tail.EndsWith(ending, StringComparison.Ordinal) && tail.Length > ending.Length ? tail[..^ending.Length] : null;
    }

    private static Task<IResult> NotFound() => Task.FromResult<IResult>(Problem.Of(404, "route.not_found", "There is nothing at this address."));

    private static Task<IResult> Invalid(string detail) => Task.FromResult<IResult>(Problem.Of(400, "adjustment.invalid", "The adjustment cannot be used.", detail));
}

/// <summary>One of <c>delta</c> and <c>set</c>, in units.</summary>
internal sealed record StockAdjustment(long? Delta, long? Set, string? Location, string? Reason)
{
    public const long MostUnits = 1_000_000_000;

    /// <summary>What is to be decided; null when it is neither or both, or no number of units.</summary>
    public ChannelEvent? Of(string sku, DateTimeOffset occurredAt, DateTimeOffset? seenAt = null) => this switch
    {
        { Delta: null, Set: >= 0 and <= MostUnits and var quantity } => new StockSet { Sku = sku, Quantity = quantity, Location = Location, Reason = Reason, OccurredAt = occurredAt, SeenAt = seenAt },
        { Set: null, Delta: not 0 and >= -MostUnits and <= MostUnits and var delta } => new StockChanged { Sku = sku, Delta = delta, Location = Location, Reason = Reason, OccurredAt = occurredAt },
        _ => null,
    };
}

/// <summary>What is null stays as it was; components are those of <c>/bundle</c>.</summary>
internal sealed record SettingsChange(long? LowStockBelow, Dictionary<string, long>? Buffers, List<string>? Locations, string? Strategy, List<string>? Ranks, int? WindowSeconds, List<BundleComponent>? Components);
