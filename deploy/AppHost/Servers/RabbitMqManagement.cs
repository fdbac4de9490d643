using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.AppHost.Servers;

/// <summary>The little of the broker's HTTP interface that set-up and tests need.</summary>
/// <remarks>Safe to use concurrently.</remarks>
public sealed class RabbitMqManagement
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private readonly string _user;
    private readonly AuthenticationHeaderValue _credentials;

    internal RabbitMqManagement(Uri address, string user, string password)
    {
        (Address, _user) = (address, user);
        _credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    public Uri Address { get; }

    /// <summary>Makes an empty virtual host that the platform's account may do everything in.</summary>
    /// <exception cref="HttpRequestException">The broker did not answer, or refused.</exception>
    public async Task CreateVirtualHostAsync(string name, CancellationToken cancellation = default)
    {
        var host = Uri.EscapeDataString(name);
        using var created = await SendAsync(HttpMethod.Put, $"api/vhosts/{host}", new { }, cancellation);
        created.EnsureSuccessStatusCode();
        var everything = new { configure = ".*", write = ".*", read = ".*" };
        using var permitted = await SendAsync(HttpMethod.Put, $"api/permissions/{host}/{_user}", everything, cancellation);
        permitted.EnsureSuccessStatusCode();
    }

    /// <exception cref="HttpRequestException">The broker did not answer, or refused.</exception>
    public async Task<IReadOnlyList<string>> VirtualHostsAsync(CancellationToken cancellation = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, "api/vhosts", null, cancellation);
        var hosts = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<List<VirtualHost>>(cancellation);
        return [.. hosts!.Select(host => host.Name)];
    }

    /// <summary>Messages in all queues of a virtual host, delivered ones without an answer too; the broker counts them every few seconds.</summary>
    /// <exception cref="HttpRequestException">The broker did not answer, or refused.</exception>
    public async Task<long> MessagesAsync(string host, CancellationToken cancellation = default)
    {
        return (await QueuesAsync(host, "messages", cancellation)).Sum(queue => queue.GetProperty("messages").GetInt64());
    }

    /// <summary>Of a virtual host's quorum queues, how many members that one has that run of which the fewest run; 0 where there is no queue.</summary>
    /// <exception cref="HttpRequestException">The broker did not answer, or refused.</exception>
    public async Task<int> FewestMembersAsync(string host, CancellationToken cancellation = default)
    {
        return (await QueuesAsync(host, "online", cancellation)).Select(queue => queue.GetProperty("online").GetArrayLength()).DefaultIfEmpty(0).Min();
    }

    /// <summary>What the broker knows of the queues of a virtual host in which messages wait, as it says it: for whoever looks why they do.</summary>
    /// <exception cref="HttpRequestException">The broker did not answer, or refused.</exception>
    public async Task<IReadOnlyList<string>> WaitingQueuesAsync(string host, CancellationToken cancellation = default)
    {
        return [.. (await QueuesAsync(host, "messages_ready", cancellation, whole: true)).Where(queue => queue.GetProperty("messages_ready").GetInt64() > 0).Select(queue => queue.GetRawText())];
    }

    internal async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await SendAsync(HttpMethod.Get, "api/whoami", null, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A virtual host's queues that have this column yet, alone or with all others; a queue that has no count yet is an empty list.</summary>
    private async Task<IEnumerable<JsonElement>> QueuesAsync(string host, string column, CancellationToken cancellation, bool whole = false)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"api/queues/{Uri.EscapeDataString(host)}{(whole ? "" : $"?columns={column}")}", null, cancellation);
        var queues = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<List<JsonElement>>(cancellation);
        return queues!.Where(queue => queue.ValueKind == JsonValueKind.Object && queue.TryGetProperty(column, out _));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Headers = { Authorization = _credentials } };
        request.Content = body is null ? null : JsonContent.Create(body);
        return await _http.SendAsync(request, cancellation);
    }

    private sealed record VirtualHost(string Name);
}
