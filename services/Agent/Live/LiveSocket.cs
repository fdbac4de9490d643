using System.Net.WebSockets;
using System.Text.Json;
using CreatorFlow.Agent.Reading;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Agent.Live;

/// <summary><c>/ws</c>: how the agent stands, at once and whenever something changed; many changes at once are told as one.</summary>
internal sealed class LiveSocket(ChangeSignal changes, AgentReads reads, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ws", (HttpContext http, LiveSocket live) => live.ServeAsync(http));

    private async Task ServeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await Problem.WriteAsync(http, 400, "websocket.expected", "This address speaks WebSocket alone.");
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var reading = UntilClosedAsync(socket, end);
        try
        {
            await TellAsync(socket, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The reader has gone, or the agent stops.
        }
        await end.CancelAsync();
        await reading;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, CancellationToken.None);
    }

    private async Task TellAsync(WebSocket socket, CancellationToken end)
    {
        while (true)
        {
            var seen = changes.Told;
            var word = JsonSerializer.SerializeToUtf8Bytes(new { type = "changed", status = reads.Status() });
            await socket.SendAsync(word, WebSocketMessageType.Text, endOfMessage: true, end);
            await changes.WaitAsync(seen, end);
            await Task.Delay(Pause, end);
        }
    }

    /// <summary>Nothing that a reader says means anything but its farewell.</summary>
    private static async Task UntilClosedAsync(WebSocket socket, CancellationTokenSource end)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, end.Token)).MessageType != WebSocketMessageType.Close) { }
            await end.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            await end.CancelAsync();
        }
    }
}
