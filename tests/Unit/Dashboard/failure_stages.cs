using CreatorFlow.Parking;

namespace CreatorFlow.Tests.Unit.Dashboard;

public class Failure_stages
{
    [Theory]
    [InlineData("webhook.unreadable: `id` is missing", "validate")]
    [InlineData("idempotency.key_conflict", "deduplicate")]
    [InlineData("order.line_without_sku", "enrich")]
    [InlineData("order.tracking_missing", "rules")]
    [InlineData("stream.archived", "state")]
    [InlineData("stream.unreadable", "state")]
    [InlineData("projection.data_refused_22003", "downstream")]
    [InlineData("decision.failed", null)]
    [InlineData(null, null)]
    public void A_code_names_its_stage(string? reason, string? stage) => Assert.Equal(stage, FailureStage.Of(reason));
}
