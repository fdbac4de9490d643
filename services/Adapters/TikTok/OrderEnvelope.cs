using System.Runtime.InteropServices;
using System.Text.Json;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Reads the envelope <c>{code, message, request_id, data}</c> around an order.</summary>
/// <remarks>Codes: partner.tiktokshop.com, "Common errors".</remarks>
internal static class OrderEnvelope
{
    /// <summary>What the envelope says of one order, or null when it is no envelope.</summary>
    public static OrderAnswer? Read(byte[] body, string orderId, DateTimeOffset readAt)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, orderId, readAt);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static OrderAnswer? Read(JsonElement root, string orderId, DateTimeOffset readAt)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("code", out var code)) return null;
        if (code.ValueKind != JsonValueKind.Number || !code.TryGetInt64(out var number)) return null;
        return number switch
        {
            TikTokCodes.Success => Order(root, orderId, readAt),
            _ when TikTokCodes.IsPassing(number) => new OrderAnswer.Unavailable(TikTokCodes.Name(number)),
            _ => new OrderAnswer.Refused(TikTokCodes.Name(number)),
        };
    }

    private static OrderAnswer Order(JsonElement root, string orderId, DateTimeOffset readAt)
    {
        if (!Child(root, "data", JsonValueKind.Object, out var data) || !Child(data, "orders", JsonValueKind.Array, out var orders))
            return new OrderAnswer.NotFound();
        foreach (var order in orders.EnumerateArray())
            if (Child(order, "id", JsonValueKind.String, out var id) && id.ValueEquals(orderId))
                return new OrderAnswer.Found(JsonMarshal.GetRawUtf8Value(order).ToArray(), readAt);
        return new OrderAnswer.NotFound();
    }

    private static bool Child(JsonElement parent, string name, JsonValueKind kind, out JsonElement child)
    {
        child = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out child) && child.ValueKind == kind;
    }
}
