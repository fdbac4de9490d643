namespace CreatorFlow.Parking;

/// <summary>Which stage of the pipeline a stable code speaks of.</summary>
public static class FailureStage
{
    /// <summary><c>validate</c>, <c>deduplicate</c>, <c>enrich</c>, <c>rules</c>, <c>state</c> or <c>downstream</c>; null when the code alone does not tell.</summary>
    /// <param name="reason">A stable code, alone or followed by a colon and words; or null.</param>
    public static string? Of(string? reason) => reason?.Split(':', 2)[0] switch
    {
        "webhook.unreadable" or "order.lines_not_distinct" => "validate",
        "idempotency.key_conflict" => "deduplicate",
        "order.line_without_sku" => "enrich",
        "order.tracking_missing" => "rules",
        "aggregate.held" or "stream.archived" or "stream.unreadable" or "event.unreadable" => "state",
        { } code when code.StartsWith("projection.data_refused_", StringComparison.Ordinal) => "downstream",
        _ => null,
    };
}
