using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Which orders changed, by <c>POST /order/202309/orders/search</c>. Thread-safe.</summary>
/// <remarks>
/// The latest change comes first: what changes meanwhile pushes the others back, so that some come twice and none is passed
/// over. Source: partner.tiktokshop.com, Get Order List (202309).
/// </remarks>
internal sealed class OrderSearch(PacedCalls calls)
{
    private const string Path = "/order/202309/orders/search";

    /// <summary>Whole orders are listed, of up to 100 kB: this many stay below the largest answer that is read.</summary>
    private const string PageSize = "20";

    public async Task<OrderListAnswer> PageAsync(Shop shop, DateTimeOffset since, string? cursor, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, string> { ["page_size"] = PageSize, ["sort_field"] = "update_time", ["sort_order"] = "DESC" };
        if (cursor is not null) parameters["page_token"] = cursor;
        var answer = await calls.CallAsync<OrdersFound>(shop, new(HttpMethod.Post, "orders.search", Path, new OrderQuestion(since.ToUnixTimeSeconds())) { Parameters = parameters }, cancellation);
        if (answer.Failure is { } failure) return failure.IsPassing ? new OrderListAnswer.Unavailable(failure.Code, failure.RetryAfter) : new OrderListAnswer.Refused(failure.Code);
        var orders = answer.Data?.Orders ?? [];
        return new OrderListAnswer.Page([.. orders.Select(o => new ListedOrder(o.Id, TikTokOrders.StateOf(o.UpdateTime, o.Status)))], answer.Data?.NextPageToken is { Length: > 0 } next ? next : null);
    }
}

internal sealed record OrderQuestion(long UpdateTimeGe);

internal sealed record OrdersFound
{
    public IReadOnlyList<OrderFound>? Orders { get; init; }
    public string? NextPageToken { get; init; }
}

internal sealed record OrderFound
{
    public required string Id { get; init; }
    public required string Status { get; init; }
    public long UpdateTime { get; init; }
}
