using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Which events a shop sends where: one address for each. Not thread-safe: touched while nothing else happens.</summary>
/// <remarks>
/// partner.tiktokshop.com, Get, Update and Delete Shop Webhooks (202309). Inventory status changes (27) are none of its event types:
/// those are switched on for the whole app, and always sent here.
/// </remarks>
internal sealed class TikTokSubscriptions(TikTokState state, string webhookPath)
{
    /// <summary>Numbers of webhooks by what the API calls them.</summary>
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["ORDER_STATUS_CHANGE"] = "1", ["RECIPIENT_ADDRESS_UPDATE"] = "3", ["PACKAGE_UPDATE"] = "4", ["PRODUCT_STATUS_CHANGE"] = "5", ["SELLER_DEAUTHORIZATION"] = "6",
        ["UPCOMING_AUTHORIZATION_EXPIRATION"] = "7", ["CANCELLATION_STATUS_CHANGE"] = "11", ["RETURN_STATUS_CHANGE"] = "12", ["NEW_CONVERSATION"] = "13", ["NEW_MESSAGE"] = "14",
        ["PRODUCT_INFORMATION_CHANGE"] = "15", ["PRODUCT_CREATION"] = "16", ["PRODUCT_CATEGORY_CHANGE"] = "18", ["NEW_MESSAGE_LISTENER"] = "33", ["INVOICE_STATUS_CHANGE"] = "36",
        ["PRODUCT_AUDIT_STATUS_CHANGE"] = "37", ["REVERSE_STATUS_UPDATE"] = "2",
    };

    private Dictionary<string, string> All => state.Subscriptions ??= new(StringComparer.Ordinal);

    /// <summary>A shop is connected by somebody who subscribes to everything; what an earlier run lost stays lost.</summary>
    public void Open(Uri gateway) => state.Subscriptions ??= Numbers.Keys.ToDictionary(e => e, _ => new Uri(gateway, webhookPath).AbsoluteUri, StringComparer.Ordinal);

    /// <summary>Whether webhooks of a number go to the connection, at whatever host.</summary>
    public bool Sends(string number) => !Numbers.ContainsValue(number)
        || All.Any(s => Numbers[s.Key] == number && new Uri(s.Value).AbsolutePath == webhookPath);

    /// <returns>False when there was none.</returns>
    public bool Lose(string eventType) => All.Remove(eventType);

    public JsonObject List() => new()
    {
        ["webhooks"] = new JsonArray([.. All.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new JsonObject { ["event_type"] = s.Key, ["address"] = s.Value, ["create_time"] = 1635338186, ["update_time"] = 1635338186 })]),
        ["total_count"] = All.Count,
    };

    /// <returns>False for an event type that there is not, or an address that is none.</returns>
    public bool Update(string eventType, string address)
    {
        if (!Numbers.ContainsKey(eventType) || !Uri.TryCreate(address, UriKind.Absolute, out _)) return false;
        All[eventType] = address;
        return true;
    }
}
