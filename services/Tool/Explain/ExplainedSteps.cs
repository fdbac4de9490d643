using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Upcasting;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Explain;

/// <summary>Shows a stream's steps, oldest first: as blocks on a terminal, whose sentences no table has room for; as lines elsewhere; or as JSON.</summary>
internal sealed class ExplainedSteps(Screen screen, bool json)
{
    public void ShowStock(ExplainedHistory explained)
    {
        var steps = Folding.StockSteps(explained.History).Where(s => s.Stored.Version > explained.After).ToList();
        if (json) WriteJson(explained, steps, StockSteps.Write);
        else Show(explained, ["on hand", "reserved", "available"], steps.ConvertAll(Line));
    }

    public void Show(ExplainedHistory explained)
    {
        var steps = Folding.OrderSteps(explained.History).Where(s => s.Stored.Version > explained.After).ToList();
        if (json) WriteJson(explained, steps, OrderSteps.Write);
        else Show(explained, ["status", "ordered", "shipped"], steps.ConvertAll(Line));
    }

    private static StepLine Line(Step<StockState, StockEvent> step) => new(step.Stored, StockExplanations.Of(step.Happened),
        [Number(step.After.OnHand), Number(step.After.Reserved), Number(step.After.OnHand - step.After.Reserved)]);

    private static StepLine Line(Step<OrderState, OrderEvent> step) => new(step.Stored, OrderExplanations.Of(step.Happened),
        [step.After.Status, Number(step.After.Lines.Sum(l => l.Quantity)), Number(step.After.Lines.Sum(l => l.Shipped))]);

    private void Show(ExplainedHistory explained, string[] running, List<StepLine> lines)
    {
        screen.Say($"{explained.Title} of {explained.History.Stream.Tenant}, version {Number(explained.History.Version)}, recorded {Screen.Time(explained.RecordedAt)}: "
            + string.Join(", ", lines[^1].Running.Zip(running, (value, name) => name == "status" ? value : $"{value} {name}")));
        if (explained.After > 0) screen.Say($"{Number(explained.After)} earlier steps are not shown; --last shows more.");
        if (screen.IsTerminal)
            foreach (var line in lines) Block(line, running);
        else
            screen.Table(["version", "recorded", "event", "source", "rule", "effect", .. running],
                lines.Select(l => (string[])[Number(l.Stored.Version), Screen.Time(l.Stored.Timestamp), l.Type, l.Source, l.Explanation.Rule, l.Explanation.Sentence, .. l.Running]), numbers: running);
    }

    private void Block(StepLine line, string[] running)
    {
        screen.Say("");
        screen.Say($"{Number(line.Stored.Version)}  {Screen.Time(line.Stored.Timestamp)}  {line.Type}");
        screen.SayIndented($"by {line.Source}, rule {line.Explanation.Rule}");
        screen.SayIndented(line.Explanation.Sentence);
        screen.SayIndented("= " + string.Join(", ", line.Running.Zip(running, (value, name) => $"{name} {value}")));
    }

    /// <summary>Each step as the API's <c>/explain</c> has it.</summary>
    private void WriteJson<TState, TEvent>(ExplainedHistory explained, List<Step<TState, TEvent>> steps, Action<Utf8JsonWriter, Step<TState, TEvent>> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("creator", explained.History.Stream.Tenant);
            writer.WriteString("stream", explained.History.Stream.Id);
            writer.WriteNumber("version", explained.History.Version);
            writer.WriteString("recordedAt", explained.RecordedAt.UtcDateTime);
            writer.WriteStartArray("steps");
            foreach (var step in steps) write(writer, step);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        screen.Say(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A step as a row.</summary>
    private sealed record StepLine(StoredEvent Stored, Explanation Explanation, string[] Running)
    {
        public string Type => StoredName.Parse(Stored.Type).Name;

        /// <summary>The connection says more than its platform's name.</summary>
        public string Source => EventMetadata.Read(Stored.Metadata!.Headers) is { } from
            ? string.IsNullOrEmpty(from.ConnectionId) ? from.Source ?? "unknown" : $"{from.Source} {from.ConnectionId}" : "unknown";
    }
}
