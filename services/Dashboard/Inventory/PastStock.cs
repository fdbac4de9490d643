using System.Text.Json;
using CreatorFlow.Dashboard.Explaining;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary>A SKU's stock in the past: as it stood, and why it stands as it does.</summary>
internal sealed class PastStock(PastStreams past, ExplainedPage explained)
{
    /// <summary>The item as it was recorded at a time; null when there is no such SKU.</summary>
    public Task<IResult?> AnswerAsync(string creator, string sku, string asOf, CancellationToken cancellation) =>
        ThenAsync(creator, sku, asOf, (state, then) => new JsonAnswer(writer =>
            CamelCase.Write(writer, CanonicalJson.Serialize(StockItemView.Of(sku, state, then.Version, then.RecordedAt!.Value))), then.Version), cancellation);

    /// <summary>How the SKU is handled now, as its own events say; null when there is no such SKU.</summary>
    public Task<IResult?> SettingsAsync(string creator, string sku, CancellationToken cancellation) =>
        ThenAsync(creator, sku, asOf: null, (state, then) => new JsonAnswer(writer =>
            JsonSerializer.Serialize(writer, StockSettingsShown.Of(sku, state, then.Version), JsonSerializerOptions.Web), then.Version), cancellation);

    private async Task<IResult?> ThenAsync(string creator, string sku, string? asOf, Func<StockState, StreamMoment, IResult> answer, CancellationToken cancellation)
    {
        var stream = new StreamKey(creator, Stock.StreamOf(sku));
        var (refusal, then) = await past.FindAsync(stream, asOf, cancellation);
        if (then is null) return refusal;
        return await past.LoadAsync(stream, StockState.Schema, then.Version, then.Version, cancellation) is { } history ? answer(Folding.Stock(history).State, then) : PastStreams.Archived();
    }

    /// <summary>A page of steps; null when there is no such SKU.</summary>
    public Task<IResult?> ExplainAsync(string creator, string sku, ExplainQuery wanted, CancellationToken cancellation) =>
        explained.AnswerAsync(new(creator, Stock.StreamOf(sku)), StockState.Schema, wanted, Folding.StockSteps, StockSteps.Write, cancellation);
}
