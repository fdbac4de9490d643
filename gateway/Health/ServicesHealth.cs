using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Health;

/// <summary>The door is open when what stands behind it is.</summary>
internal sealed class ServicesHealth(IOptions<ServiceAddresses> services) : IHealthCheck, IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(3) };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var (name, address) in new[] { ("ingest", services.Value.Ingest), ("dashboard", services.Value.Dashboard) })
            if (!await IsReadyAsync(new Uri(new Uri(address), "/health/ready"), cancellationToken)) return HealthCheckResult.Unhealthy($"{name} is not ready");
        return HealthCheckResult.Healthy();
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
