using System.Text.Json;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;

namespace CreatorFlow.Domain.Explanations;

/// <summary>The steps of a SKU's stock as JSON.</summary>
internal static class StockSteps
{
    public static void Write(Utf8JsonWriter writer, Step<StockState, StockEvent> step)
    {
        writer.WriteStartObject();
        StepHead.Write(writer, step.Stored, StockExplanations.Of(step.Happened));
        Write(writer, "before", step.Before.OnHand, step.Before.Promised);
        Write(writer, "after", step.After.OnHand, step.After.Promised);
        writer.WriteStartArray("locations");
        foreach (var (location, after) in step.After.Places)
            if (step.Before.Place(location) is var before && (before.OnHand, before.Promised) != (after.OnHand, after.Promised))
                WriteLocation(writer, location, before, after);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, string location, StockPlace before, StockPlace after)
    {
        writer.WriteStartObject();
        writer.WriteString("id", location);
        Write(writer, "before", before.OnHand, before.Promised);
        Write(writer, "after", after.OnHand, after.Promised);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, long onHand, long promised)
    {
        var reserved = StockPlace.Covered(onHand, promised);
        writer.WriteStartObject(name);
        writer.WriteNumber("onHand", onHand);
        writer.WriteNumber("reserved", reserved);
        writer.WriteNumber("backordered", promised - reserved);
        writer.WriteNumber("available", onHand - reserved);
        writer.WriteEndObject();
    }
}
