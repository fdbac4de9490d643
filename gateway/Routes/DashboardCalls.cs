using System.Text.Json;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Routes;

/// <summary>The gateway's own questions to the Dashboard API, which has the database. Thread-safe.</summary>
internal sealed partial class DashboardCalls(ServiceClient client, IOptions<ServiceAddresses> addresses, IOptions<InternalTokenOptions> token, ILogger<DashboardCalls> logger)
{
    private readonly Uri root = new(addresses.Value.Dashboard);

    public async Task<InternalAnswer<T>> PostAsync<T>(string target, object question)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, target)) { Content = JsonContent.Create(question) };
            request.Headers.Add(InternalTokenFilter.Header, token.Value.Token);
            using var answer = await client.Http.SendAsync(request);
            var status = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode) return new(status, await answer.Content.ReadFromJsonAsync<T>());
            if (status is 404 or 409) return new(status, default);
            NotAsked(logger, $"status {status}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            NotAsked(logger, e.GetType().Name);
        }
        return new(0, default);
    }

    [LoggerMessage(5101, LogLevel.Warning, "The Dashboard API could not be asked: {Error}")]
    private static partial void NotAsked(ILogger logger, string error);
}

/// <summary>What the Dashboard API said.</summary>
/// <param name="Status">200, 404 or 409; 0 when it could not be asked.</param>
/// <param name="Body">With 200.</param>
internal sealed record InternalAnswer<T>(int Status, T? Body);
