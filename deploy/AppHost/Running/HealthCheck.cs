namespace CreatorFlow.AppHost.Running;

/// <summary>One question to a service's health check.</summary>
internal static class HealthCheck
{
    /// <returns>False for any answer but a good one, and for none.</returns>
    public static async Task<bool> AnswersAsync(this HttpClient http, string address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
