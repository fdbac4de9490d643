using System.Net.Sockets;

namespace CreatorFlow.Testing.Platform;

/// <summary>One look at whether a component can be used.</summary>
internal static class Health
{
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public static async Task<bool> IsReadyAsync(Uri service)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(service, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public static async Task<bool> AcceptsAsync(Uri server)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
