using CreatorFlow.Dashboard.Explaining;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Explanations;
using CreatorFlow.Domain.Orders;
using CreatorFlow.EventStore;

namespace CreatorFlow.Dashboard.Orders;

/// <summary>An order in the past: as it stood, and how it came to stand as it does.</summary>
internal sealed class PastOrders(PastStreams past, ExplainedPage explained)
{
    /// <summary>The order as it was recorded at a time; null when there is no such order.</summary>
    public async Task<IResult?> AnswerAsync(string creator, string id, string asOf, CancellationToken cancellation)
    {
        var stream = new StreamKey(creator, Order.StreamOf(id));
        var (refusal, then) = await past.FindAsync(stream, asOf, cancellation);
        if (then is null) return refusal;
        if (await past.LoadAsync(stream, OrderState.Schema, then.Version, then.Version, cancellation) is not { } history) return PastStreams.Archived();
        var order = OrderSummaryView.Of(Folding.Order(history).State, then.Version, then.RecordedAt!.Value);
        return new JsonAnswer(writer => CamelCase.Write(writer, CanonicalJson.Serialize(order)), then.Version);
    }

    /// <summary>A page of steps; null when there is no such order.</summary>
    public Task<IResult?> ExplainAsync(string creator, string id, ExplainQuery wanted, CancellationToken cancellation) =>
        explained.AnswerAsync(new(creator, Order.StreamOf(id)), OrderState.Schema, wanted, Folding.OrderSteps, OrderSteps.Write, cancellation);
}
