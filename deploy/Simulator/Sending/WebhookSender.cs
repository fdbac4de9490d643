using System.Globalization;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Posts a webhook once, with the platform's patience. Thread-safe.</summary>
internal sealed class WebhookSender(HttpClient http, ConnectionDirectory connections, IOptions<SimulatorOptions> options, TimeProvider clock, DeliveryCounters counters)
{
    /// <summary>Whether the platform would call it delivered.</summary>
    public async Task<bool> TrySendAsync(Webhook webhook, CancellationToken cancellation)
    {
        if (connections.Find(webhook.ConnectionId) is not { } connection) return false;
        using var request = SignedRequest.Of(webhook, connection, options.Value.Gateway!, clock.GetUtcNow());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(SignedRequest.Patience(connection));
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            counters.Count(string.Create(CultureInfo.InvariantCulture, $"status_{(int)response.StatusCode}"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            counters.Count("unreachable");
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            counters.Count("timeout");
            return false;
        }
    }
}
