using System.CommandLine;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Explain;

/// <summary><c>explain</c>: why a SKU's numbers, or an order's state, are what they are.</summary>
internal static class ExplainCommand
{
    public static Command Describe()
    {
        var creator = new Argument<string>("creator") { Description = "Whose." };
        var sku = new Argument<string?>("sku") { Description = "The SKU.", Arity = ArgumentArity.ZeroOrOne };
        var order = new Option<string?>("--order") { Description = "An order instead of a SKU, as shopify-1001." };
        var asOf = new Option<string?>("--as-of") { Description = "As it was recorded at that time, as 2026-11-21T10:00:00Z. [default: now]" };
        var last = new Option<int>("--last") { Description = "At most so many steps, the latest.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("explain", "Tells why a number is what it is: every step with its cause, its rule and what stood after it.") { creator, sku, order, asOf, last, json };
        return command.OnDatabase((parsed, database, screen, cancellation) =>
        {
            var wanted = new ExplainWanted(parsed.GetValue(creator)!, parsed.GetValue(sku), parsed.GetValue(order), Moment(parsed.GetValue(asOf)), parsed.GetValue(last));
            return RunAsync(new(database), wanted.Checked(), new(screen, parsed.GetValue(json)), cancellation);
        });
    }

    private static DateTimeOffset Moment(string? asOf) => asOf is null ? DateTimeOffset.MaxValue
        : PastMoment.TryParse(asOf, out var moment) ? moment
        : throw new ToolException("--as-of is a time with its zone, as 2026-11-21T10:00:00Z.");

    private static async Task<int> RunAsync(PastReader reader, ExplainWanted wanted, ExplainedSteps explained, CancellationToken cancellation)
    {
        if (wanted.Order is { } order)
            explained.Show(await LoadAsync(reader, wanted, new(wanted.Creator, Order.StreamOf(order)), OrderState.Schema, $"order {order}", cancellation));
        else
            explained.ShowStock(await LoadAsync(reader, wanted, new(wanted.Creator, Stock.StreamOf(wanted.Sku!)), StockState.Schema, $"SKU {wanted.Sku}", cancellation));
        return 0;
    }

    private static async Task<ExplainedHistory> LoadAsync(PastReader reader, ExplainWanted wanted, StreamKey stream, int schema, string title, CancellationToken cancellation)
    {
        var then = await reader.FindAsync(stream, wanted.AsOf, cancellation) ?? throw new ToolException($"There is no {title} of {wanted.Creator}.");
        if (then.Version == 0 && wanted.AsOf < then.BeganAt) throw new ToolException($"At that time nothing was known of it yet; its first event was recorded at {Screen.Time(then.BeganAt)}.");
        var after = Math.Max(0, then.Version - wanted.Last);
        var history = then.Version == 0 ? null : await reader.LoadAsync(stream, schema, after, then.Version, cancellation);
        return history is { IsWhole: true }
            ? new(history, title, after, then.RecordedAt!.Value)
            : throw new ToolException($"Events of that time are in the archive: restore --creator {wanted.Creator}, or ask for less with --last.");
    }
}

/// <summary>What was asked for.</summary>
internal sealed record ExplainWanted(string Creator, string? Sku, string? Order, DateTimeOffset AsOf, int Last)
{
    /// <exception cref="ToolException">It makes no sense.</exception>
    public ExplainWanted Checked()
    {
        if (Sku is null == Order is null) throw new ToolException("Name a SKU, or an order with --order; one of them.");
        return Last > 0 ? this : throw new ToolException("--last is 1 or more.");
    }
}

/// <summary>A stream's history, of which the steps after a version are shown.</summary>
internal sealed record ExplainedHistory(StreamHistory History, string Title, long After, DateTimeOffset RecordedAt);
