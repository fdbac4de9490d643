using CreatorFlow.Dashboard.Explaining;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary>A SKU's stock in the past: as it stood, and why it stands as it does.</summary>
internal sealed class PastStock(PastStreams past, ExplainedPage explained)
{
    /// <summary>The item as it was recorded at a time; null when there is no such SKU.</summary>
    public async Task<IResult?> AnswerAsync(string creator, string sku, string asOf, CancellationToken cancellation)
    {
        var stream = new StreamKey(creator, Stock.StreamOf(sku));
        var (refusal, then) = await past.FindAsync(stream, asOf, cancellation);
        if (then is null) return refusal;
        if (await past.LoadAsync(stream, StockState.Schema, then.Version, then.Version, cancellation) is not { } history) return PastStreams.Archived();
        var item = StockItemView.Of(sku, Folding.Stock(history).State, then.Version, then.RecordedAt!.Value);
        return new JsonAnswer(writer => CamelCase.Write(writer, CanonicalJson.Serialize(item)), then.Version);
    }

    /// <summary>A page of steps; null when there is no such SKU.</summary>
    public Task<IResult?> ExplainAsync(string creator, string sku, ExplainQuery wanted, CancellationToken cancellation) =>
        explained.AnswerAsync(new(creator, Stock.StreamOf(sku)), StockState.Schema, wanted, Folding.StockSteps, StockSteps.Write, cancellation);
}
