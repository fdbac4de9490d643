using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Waits until the gateway says that it is ready.</summary>
internal sealed partial class GatewayGate(HttpClient http, IOptions<SimulatorOptions> options, TimeProvider clock, ILogger<GatewayGate> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task WaitAsync(CancellationToken cancellation)
    {
        var address = new Uri(options.Value.Gateway!, "/health/ready");
        while (!await IsReadyAsync(address, cancellation)) await Task.Delay(Pause, clock, cancellation);
        Ready(logger, options.Value.Gateway!);
    }

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(9102, LogLevel.Information, "The gateway at {Gateway} is ready")]
    private static partial void Ready(ILogger logger, Uri gateway);
}
