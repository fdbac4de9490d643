using System.Text;
using CreatorFlow.Ingest.Amazon;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Amazon's notifications, the same whatever brings them.</summary>
internal static class AmazonSamples
{
    public static readonly WebhookSample Junk = new("junk", "ORDER_CHANGE", """{"NotificationType":"ORDER_CHANGE","Payload":{"OrderChangeNotification":[]}}"""u8.ToArray());

    public static readonly (WebhookSample Sample, string Id) HugeId = (new("huge", "LISTINGS_ITEM_MFN_QUANTITY_CHANGE", Encoding.UTF8.GetBytes(
        """{"NotificationType":"LISTINGS_ITEM_MFN_QUANTITY_CHANGE","EventTime":"2021-02-03T18:59:30.194Z","Payload":{"Sku":820982911946154508,"Quantity":1}}""")), "820982911946154508");

    public static IReadOnlyList<WebhookSample> All { get; } =
        [.. Samples.In("amazon").Select(file => new WebhookSample(file, Path.GetFileNameWithoutExtension(file), Samples.Read($"amazon/{file}")))];

    /// <summary>A source that may visit nobody.</summary>
    public static AmazonSource Offline() => Visiting((address, _) => throw new InvalidOperationException($"visited {address}"));

    public static AmazonSource Visiting(SnsVisit visit) => new(new SnsCertificates(visit, TimeProvider.System), visit);
}
