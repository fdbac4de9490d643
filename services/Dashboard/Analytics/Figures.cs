using CreatorFlow.Contracts;

namespace CreatorFlow.Dashboard.Analytics;

/// <summary>Figures of a range of days.</summary>
internal sealed record FiguresOf<T>(DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<T> Items);

/// <summary>A day's orders of a channel.</summary>
/// <param name="Day">By the day that they were placed.</param>
/// <param name="ConnectionId">The channel.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Orders">All of them.</param>
/// <param name="Cancelled">Of them; they sold nothing.</param>
/// <param name="Oversold">Of them: flagged because stock was short.</param>
/// <param name="Units">Sold, without cancelled ones.</param>
/// <param name="Revenue">Units at their prices, by currency, before refunds, shipping and taxes.</param>
/// <param name="Refunded">Of these orders so far, by currency.</param>
internal sealed record DayOfOrders(DateOnly Day, string ConnectionId, string Platform, long Orders, long Cancelled, long Oversold, long Units, IReadOnlyList<Money> Revenue, IReadOnlyList<Money> Refunded);

/// <summary>What a SKU sold.</summary>
internal sealed record SkuSales(string Sku, string? Title, long Units, long Returned, long Orders, IReadOnlyList<Money> Revenue);

/// <summary>How long a SKU's stock lasts.</summary>
/// <param name="Sku">It.</param>
/// <param name="Title">Its title.</param>
/// <param name="OnHand">Units.</param>
/// <param name="Available">Units that are not promised.</param>
/// <param name="Sold">Units in the days looked at.</param>
/// <param name="PerDay">Units a day in them.</param>
/// <param name="DaysLeft">At that rate; null when nothing sold.</param>
/// <param name="LastPrice">What was last paid for one; null when nothing sold.</param>
internal sealed record StockOutlook(string Sku, string? Title, long OnHand, long Available, long Sold, decimal PerDay, decimal? DaysLeft, Money? LastPrice);

/// <summary>The stock at a look, the soonest gone first.</summary>
/// <param name="Days">Days looked at.</param>
/// <param name="Skus">How many there are in all.</param>
/// <param name="Unpriced">Of them without a known price: they are not in the value.</param>
/// <param name="Value">What is on hand at the prices last paid, by currency.</param>
/// <param name="Items">Those asked for.</param>
internal sealed record StockFigures(int Days, long Skus, long Unpriced, IReadOnlyList<Money> Value, IReadOnlyList<StockOutlook> Items);

/// <summary>A day's pushes to a channel: from the decision to the channel's answer, in milliseconds.</summary>
internal sealed record DayOfPushes(DateOnly Day, string ConnectionId, long Completed, long Failed, long? LatencyP50Ms, long? LatencyP95Ms, long? LatencyMaxMs);

/// <summary>What a comparison found: listings without drift among all of them, 0 to 1.</summary>
internal sealed record AccuracyMark(string RunId, string ConnectionId, DateTime At, long Listings, long Drifting, decimal Accuracy);

/// <summary>How synchronisation went.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last.</param>
/// <param name="TimeZone">Whose days.</param>
/// <param name="Latency">By day and channel.</param>
/// <param name="Accuracy">Of the latest 1,000 reconciliations, the latest first.</param>
internal sealed record SyncFigures(DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<DayOfPushes> Latency, IReadOnlyList<AccuracyMark> Accuracy);
