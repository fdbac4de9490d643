using System.Text.Json;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults;

/// <summary>What the channels have, beside what the product says. Every difference is a line.</summary>
internal sealed class Truth(RunningCommerce commerce)
{
    public async Task<(List<string> Wrong, int Compared)> WrongStockAsync(PlayedCreator creator, CreatorApi api)
    {
        var items = await api.ListAsync("inventory");
        var (wrong, compared) = (new List<string>(), 0);
        foreach (var channel in creator.Channels.Where(c => c.HasStock))
        {
            var due = items.SelectMany(item => Due(item, channel)).ToDictionary();
            foreach (var (place, shown) in await commerce.Platforms.StockAsync(creator, channel))
            {
                compared++;
                if (!due.TryGetValue(place, out var wanted)) wrong.Add($"{channel.Id} {place}: shows {shown}, unknown to us");
                else if (wanted != shown) wrong.Add($"{channel.Id} {place}: shows {shown}, due {wanted}\n      {await HistoryAsync(creator.Id, $"inventory-{place.Sku}")}");
            }
        }
        return (wrong, compared);
    }

    public async Task<(List<string> Wrong, int Made)> WrongOrdersAsync(PlayedCreator creator, CreatorApi api)
    {
        var known = (await api.ListAsync("orders")).ToDictionary(o => (o.GetProperty("platform").GetString()!, o.GetProperty("platformOrderId").GetString()!));
        var made = await commerce.Platforms.OrdersAsync(creator);
        var wrong = new List<string>();
        foreach (var order in made)
            if (!known.TryGetValue((order.Platform, order.Id), out var ours)) wrong.Add($"{creator.Id} {order}: lost");
            else if (Wrong(order, ours) is { } why) wrong.Add($"{creator.Id} {order}: {why}\n      {await HistoryAsync(creator.Id, $"order-{ours.GetProperty("id").GetString()}")}");
        var invented = known.Keys.Except(made.Select(o => (o.Platform, o.Id))).Select(k => $"{creator.Id} {k}: nobody made it");
        return ([.. wrong, .. invented], made.Count);
    }

    /// <summary>A key whose events came of two deliveries, and an order that was created twice.</summary>
    public async Task<List<string>> AppliedTwiceAsync()
    {
        await using var command = commerce.Database.CreateCommand("""
            select format('%s %s: %s deliveries', tenant_id, headers ->> 'IdempotencyKey', count(distinct headers ->> 'DeliveryId'))
            from mt_events group by tenant_id, headers ->> 'IdempotencyKey' having count(distinct headers ->> 'DeliveryId') > 1
            union all
            select format('%s %s: created %s times', tenant_id, stream_id, count(*))
            from mt_events where type = 'order.created' group by tenant_id, stream_id having count(*) > 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        var twice = new List<string>();
        while (await row.ReadAsync()) twice.Add(row.GetString(0));
        return twice;
    }

    /// <summary>What happened to a stream, and which webhooks said so.</summary>
    public async Task<string> HistoryAsync(string creator, string stream)
    {
        await using var command = commerce.Database.CreateCommand("""
            select coalesce(string_agg(format('%s %s %s %s', to_char(e.timestamp, 'MI:SS.MS'), e.type, e.headers ->> 'IdempotencyKey', e.data), E'\n      ' order by e.seq_id), 'no history')
            from (select * from mt_events where tenant_id = $1 and stream_id = $2 order by seq_id desc limit 12) e
            """);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = stream });
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string? Wrong(TrueOrder order, JsonElement ours)
    {
        var (status, units) = (ours.GetProperty("status").GetString()!, ours.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("quantity").GetInt64()));
        if (ours.TryGetProperty("incomplete", out var incomplete) && incomplete.GetBoolean()) return "its lines are unknown to us";
        if (order.State != "cancelled" && units != order.Units) return $"{units} units to us";
        var fits = order.State switch
        {
            "cancelled" => status == "cancelled",
            "shipped" => status is "shipped" or "delivered",
            "part_shipped" => status == "partially_shipped",
            _ => status is "created" or "paid",
        };
        return fits ? null : $"{status} to us";
    }

    private static IEnumerable<KeyValuePair<(string, string), long>> Due(JsonElement item, PlayedChannel channel) =>
        from listing in item.GetProperty("channels").EnumerateArray()
        where listing.GetProperty("connectionId").GetString() == channel.Id
        from shown in listing.GetProperty("shows").EnumerateArray()
        select KeyValuePair.Create((item.GetProperty("sku").GetString()!, shown.GetProperty("location").GetString()!), shown.GetProperty("due").GetInt64());
}
