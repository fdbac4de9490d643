using CreatorFlow.Gateway.Routes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Health;

/// <summary>Ready when a service behind the gateway is, which is so when one of its replicas is. Asked once a second at most, however often the gateway is.</summary>
internal sealed class UpstreamHealth(ServiceClient client, TimeProvider clock, IReadOnlyList<string> replicas) : IHealthCheck
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyList<Uri> ready = [.. replicas.Select(address => new Uri(new Uri(address), "/health/ready"))];
    private readonly Lock gate = new();
    private Task<HealthCheckResult>? answer;
    private long askedAt;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (answer is null || (answer.IsCompleted && clock.GetElapsedTime(askedAt) > Fresh))
            {
                askedAt = clock.GetTimestamp();
                answer = AskAsync();
            }
            return answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> AskAsync()
    {
        var last = HealthCheckResult.Unhealthy();
        foreach (var replica in ready)
            if ((last = await AskAsync(replica)).Status == HealthStatus.Healthy) break;
        return last;
    }

    private async Task<HealthCheckResult> AskAsync(Uri replica)
    {
        try
        {
            using var response = await client.Http.GetAsync(replica);
            return response.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"status {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(e.GetType().Name);
        }
    }
}

internal static class UpstreamHealthRegistration
{
    public static void AddUpstreamHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks()
        .Add(Check("ingest", addresses => addresses.Ingest))
        .Add(Check("dashboard", addresses => addresses.Dashboard));

    private static HealthCheckRegistration Check(string name, Func<ServiceAddresses, string> address)
    {
        UpstreamHealth? check = null;
        return new(name, provider => LazyInitializer.EnsureInitialized(ref check, () => new UpstreamHealth(
            provider.GetRequiredService<ServiceClient>(), provider.GetRequiredService<TimeProvider>(), ServiceAddresses.Split(address(provider.GetRequiredService<IOptions<ServiceAddresses>>().Value)))),
            failureStatus: null, tags: null);
    }
}
