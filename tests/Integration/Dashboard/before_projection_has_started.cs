namespace CreatorFlow.Tests.Integration.Dashboard;

public sealed class Before_projection_has_started(Before_projection_has_started.WithoutTables api) : IClassFixture<Before_projection_has_started.WithoutTables>
{
    [Fact]
    public async Task Lists_and_streams_say_that_the_platform_is_starting()
    {
        foreach (var address in new[] { "inventory", "inventory/TEE", "inventory/TEE/events", "orders", "deliveries", "changes", "stream" })
            Assert.Equal((503, "starting"), await api.RefusalAsync("anyone", $"/api/v1/{address}"));
    }

    public sealed class WithoutTables : DashboardUnderTest
    {
        protected override Task PrepareAsync() => Task.CompletedTask;
    }
}
