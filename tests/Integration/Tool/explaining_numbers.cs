using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tests.Integration.Tool;

public sealed class Explaining_numbers : WrittenLog
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_sku_step_by_step_with_cause_rule_effect_and_what_stood_after()
    {
        await WriteShelfAsync();
        var (code, lines) = await RunAsync("explain", "ann", "TEE");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.StartsWith("SKU TEE of ann, version 3, recorded ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(": 7 on hand, 2 reserved, 5 available", lines[0], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("1\t", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\tinventory.stock_updated\tshopify ann-shop\tset\tCounted as 10 at main.\t10\t0\t10", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\tinventory.reserved\tshopify ann-shop\treserved\t2 units at main reserved for line l1 of order shopify-1.\t7\t2\t5", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_steps_alone_begin_with_what_stood_before_them()
    {
        await WriteShelfAsync();
        var (code, lines) = await RunAsync("explain", "ann", "TEE", "--last", "1");
        Assert.True(code == 0 && lines.Length == 3 && lines[1] == "2 earlier steps are not shown; --last shows more.", string.Join('\n', lines));
        Assert.EndsWith("\t7\t2\t5", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_and_json()
    {
        await WriteShelfAsync();
        var (code, lines) = await RunAsync("explain", "ann", "--order", "shopify-1");
        Assert.True(code == 0 && lines[0].EndsWith(": created, 2 ordered, 0 shipped", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.EndsWith("The order was placed on shopify with 1 line; 2 of 2 units could be reserved.\tcreated\t2\t0", lines[1], StringComparison.Ordinal);
        (code, lines) = await RunAsync("explain", "ann", "TEE", "--json");
        using var json = JsonDocument.Parse(string.Concat(lines));
        Assert.Equal((0, "inventory-TEE", 3), (code, json.RootElement.GetProperty("stream").GetString(), json.RootElement.GetProperty("version").GetInt32()));
        Assert.Equal([10L, 7L, 7L], json.RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("after").GetProperty("onHand").GetInt64()));
    }

    [Fact]
    public async Task As_of_a_time_nothing_is_said_that_was_recorded_later()
    {
        WriteDaysAgo(2);
        await WriteAsync([("ann", new StockSet { OccurredAt = At, Sku = "TEE", Location = "main", Quantity = 10 })]);
        WriteDaysAgo(0);
        await WriteAsync([("ann", new StockChanged { OccurredAt = At.AddSeconds(1), Sku = "TEE", Location = "main", Delta = -3 })]);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var (code, lines) = await RunAsync("explain", "ann", "TEE", "--as-of", yesterday);
        Assert.True(code == 0 && lines.Length == 2 && lines[0].EndsWith(": 10 on hand, 0 reserved, 10 available", StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Equal(ToolAction.Failed, (await RunAsync("explain", "ann", "TEE", "--as-of", "2020-01-01T00:00:00Z")).Code);
    }

    [Theory]
    [InlineData("explain", "ann")]
    [InlineData("explain", "ann", "TEE", "--order", "shopify-1")]
    [InlineData("explain", "ann", "NONE")]
    [InlineData("explain", "ben", "TEE")]
    [InlineData("explain", "ann", "TEE", "--last", "0")]
    [InlineData("explain", "ann", "TEE", "--as-of", "yesterday")]
    public async Task What_cannot_be_answered_is_refused(params string[] args)
    {
        await WriteShelfAsync();
        var (code, lines) = await RunAsync(args);
        Assert.True(code == ToolAction.Failed && lines.Length == 1, string.Join('\n', lines));
    }

    private Task WriteShelfAsync() => WriteAsync(
    [
        ("ann", new StockSet { OccurredAt = At, Sku = "TEE", Location = "main", Quantity = 10 }),
        ("ann", new StockChanged { OccurredAt = At.AddMinutes(1), Sku = "TEE", Location = "main", Delta = -3 }),
        ("ann", new OrderPlaced { OccurredAt = At.AddMinutes(2), OrderId = "1", PlacedAt = At.AddMinutes(2), Lines = [new() { LineId = "l1", Sku = "TEE", Quantity = 2 }] }),
    ]);
}
