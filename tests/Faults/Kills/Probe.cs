using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>From a kill on: until a webhook sent after it was acknowledged, was in the read model as the API shows it, and it or a later one was told to the other channel.</summary>
internal sealed record Recovery(string Component, TimeSpan Acknowledged, TimeSpan Visible, TimeSpan Told);

/// <summary>A webhook that is in the read model, and the wait for its way to the other channel.</summary>
internal sealed record Followed(string Component, TimeSpan Acknowledged, TimeSpan Visible, Task<TimeSpan> ToldAsync);

/// <summary>A creator of its own, whose one SKU gets a higher number each time.</summary>
internal sealed class Probe(RunningCommerce commerce, PlayedCreator creator, StandardSender sender, CreatorApi api)
{
    public const string Sku = "PROBE";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Each look is a request to the API, and on two full cores those take their part of what they look for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookAtChannel = TimeSpan.FromMilliseconds(200);
    private int number;

    /// <summary>Begins at a kill and returns when the webhook is visible.</summary>
    public async Task<Followed> FollowAsync(string component)
    {
        var killed = TimeProvider.System.GetTimestamp();
        var wanted = ++number;
        await sender.PostUntilAcknowledgedAsync($"{creator.Id}-standard", $"probe-{wanted}",
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"{{{Sku}}}","set":{{{wanted}}}}}""", Look);
        var acknowledged = TimeProvider.System.GetElapsedTime(killed);
        await Eventually.Async(async () => await api.OnHandAsync(Sku) == wanted, Deadline, $"probe {wanted} is visible after {component} was killed", Look);
        return new(component, acknowledged, TimeProvider.System.GetElapsedTime(killed), ToldAsync(wanted, killed));
    }

    private async Task<TimeSpan> ToldAsync(int wanted, long killed)
    {
        await Eventually.Async(async () => (await commerce.Platforms.StockAsync(creator, creator.Of(Contracts.Platforms.Instagram))).GetValueOrDefault((Sku, "")) >= wanted,
            Deadline, $"probe {wanted} is told", LookAtChannel);
        return TimeProvider.System.GetElapsedTime(killed);
    }
}
