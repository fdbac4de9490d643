using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>The webhooks that a shop sends on behalf of our app. Thread-safe.</summary>
/// <remarks>
/// Each event type has one address for shop and app: subscribing takes it away from whatever address it had. Events that were
/// switched on in Partner Center alone are not listed, and set here a second time to the same address. Needs the scope
/// <c>seller.authorization.info</c>. Sources: partner.tiktokshop.com, Get Shop Webhooks and Update Shop Webhook (202309).
/// </remarks>
internal sealed class ShopWebhooks(PacedCalls calls)
{
    private const string Path = "/event/202309/webhooks";

    /// <summary>What Ingest reads, in the API's words. Stock that runs low (27) and that TikTok itself keeps (24) are no event types of this API: only Partner Center switches them on.</summary>
    public static readonly IReadOnlyList<string> EventTypes =
    [
        "ORDER_STATUS_CHANGE", "RECIPIENT_ADDRESS_UPDATE", "PACKAGE_UPDATE", "PRODUCT_STATUS_CHANGE", "CANCELLATION_STATUS_CHANGE", "RETURN_STATUS_CHANGE",
        "PRODUCT_INFORMATION_CHANGE", "PRODUCT_CREATION", "PRODUCT_AUDIT_STATUS_CHANGE",
    ];

    public async Task<SubscriptionAnswer> FindMissingAsync(Shop shop, Uri address, CancellationToken cancellation)
    {
        var answer = await calls.CallAsync<WebhooksFound>(shop, new(HttpMethod.Get, "webhooks.list", Path), cancellation);
        if (answer.Failure is { } failure) return Failed(failure);
        var sent = (answer.Data?.Webhooks ?? []).Where(w => w.Address == address.AbsoluteUri).Select(w => w.EventType).ToHashSet(StringComparer.Ordinal);
        return new SubscriptionAnswer.Missing([.. EventTypes.Where(e => !sent.Contains(e))]);
    }

    public async Task<SubscriptionAnswer> SubscribeAsync(Shop shop, Uri address, string eventType, CancellationToken cancellation)
    {
        var answer = await calls.CallAsync<WebhookSet>(shop, new(HttpMethod.Put, "webhooks.update", Path, new WebhookWish(address.AbsoluteUri, eventType)), cancellation);
        return answer.Failure is { } failure ? Failed(failure) : new SubscriptionAnswer.Subscribed();
    }

    private static SubscriptionAnswer.Failure Failed(ApiFailure failure) => new(failure.Code, failure.IsPassing, failure.RetryAfter);
}

/// <summary>Body of Update Shop Webhook.</summary>
internal sealed record WebhookWish(string Address, string EventType);

/// <summary>It says nothing of what was set.</summary>
internal sealed record WebhookSet;

/// <summary>Data of Get Shop Webhooks.</summary>
internal sealed record WebhooksFound
{
    public IReadOnlyList<ShopWebhook>? Webhooks { get; init; }
}

/// <summary>Where one kind of event goes.</summary>
internal sealed record ShopWebhook(string EventType, string Address);
