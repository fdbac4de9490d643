using System.Text.Json;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Routes;

/// <summary>The gateway's own questions to the Dashboard API, which has the database. Thread-safe.</summary>
internal sealed partial class DashboardCalls(ServiceClient client, Replicas replicas, IOptions<InternalTokenOptions> token, ILogger<DashboardCalls> logger)
{
    /// <param name="target">The path.</param>
    /// <param name="question">The body.</param>
    /// <param name="again">It changes nothing, and is asked of another replica where one does not answer.</param>
    public async Task<InternalAnswer<T>> PostAsync<T>(string target, object question, bool again = false)
    {
        try
        {
            using var answer = await SendAsync(target, question, again);
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

    /// <summary>To one that is ready; to the next where nobody listens, so that nothing was asked yet, or where asking again does no harm.</summary>
    private async Task<HttpResponseMessage> SendAsync(string target, object question, bool again)
    {
        var all = replicas.Of("dashboard");
        for (var i = 0; ; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(all[i], target)) { Content = JsonContent.Create(question) };
            request.Headers.Add(InternalTokenFilter.Header, token.Value.Token);
            try
            {
                return await client.Http.SendAsync(request);
            }
            catch (Exception e) when (i + 1 < all.Count && (e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } || (again && e is (HttpRequestException or OperationCanceledException))))
            {
                // The next one is asked.
            }
        }
    }

    [LoggerMessage(5101, LogLevel.Warning, "The Dashboard API could not be asked: {Error}")]
    private static partial void NotAsked(ILogger logger, string error);
}

/// <summary>What the Dashboard API said.</summary>
/// <param name="Status">200, 404 or 409; 0 when it could not be asked.</param>
/// <param name="Body">With 200.</param>
internal sealed record InternalAnswer<T>(int Status, T? Body);
