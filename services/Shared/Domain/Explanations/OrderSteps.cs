using System.Text.Json;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Domain.Orders;

namespace CreatorFlow.Domain.Explanations;

/// <summary>The steps of an order as JSON.</summary>
internal static class OrderSteps
{
    public static void Write(Utf8JsonWriter writer, Step<OrderState, OrderEvent> step)
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
