using System.Text.Json;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Orders;
using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.Dashboard.Explaining;

/// <summary>The steps of an order as JSON.</summary>
internal static class OrderSteps
{
    /// <summary>The steps after a version, oldest first.</summary>
    public static IEnumerable<PageRow> Render(StreamHistory history, long after) => Folding.OrderSteps(history)
        .Where(step => step.Stored.Version > after)
        .Select(step => new PageRow(JsonAnswer.ToBytes(writer => Write(writer, step)).ToArray(), ExplainedPage.Cursor(step.Stored.Version)));

    private static void Write(Utf8JsonWriter writer, Step<OrderState, OrderEvent> step)
    {
        writer.WriteStartObject();
        StepHead.Write(writer, step.Stored, OrderExplanations.Of(step.Happened));
        Write(writer, "before", step.Stored.Version == 1 ? null : step.Before);
        Write(writer, "after", step.After);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, OrderState? order)
    {
        if (order is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteString("status", order.Status);
        writer.WriteBoolean("oversold", order.Oversold);
        writer.WriteNumber("ordered", order.Lines.Sum(l => l.Quantity));
        writer.WriteNumber("shipped", order.Lines.Sum(l => l.Shipped));
        writer.WriteEndObject();
    }
}
