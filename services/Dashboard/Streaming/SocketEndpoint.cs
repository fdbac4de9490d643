using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary><c>/api/v1/ws</c>, which the gateway also shows as <c>/ws</c>: live updates over a WebSocket.</summary>
internal static class SocketEndpoint
{
    public const string Path = "/api/v1/ws";

    /// <summary>What a client names that shows its token by another subprotocol: one of those offered has to be taken.</summary>
    private const string Protocol = "creatorflow.v1";

    public static void MapSocket(this IEndpointRouteBuilder routes) => routes.MapGet("/ws", OpenAsync).WithTags("Changes").WithName("FollowChanges")
        .Upgrades().Refuses(400, "websocket.expected").Refuses(403, "origin.refused");

    /// <summary>A browser's page sees nothing of a refused handshake: what is wrong with a cursor is said once the socket is open.</summary>
    private static async Task<IResult> OpenAsync(HttpContext context, ChangeReader reader, LiveFeeds feeds, IOptions<StreamOptions> options, string? since, string? topics)
    {
        if (!context.WebSockets.IsWebSocketRequest) return Problem.Of(400, "websocket.expected", "This address is a WebSocket.");
        var who = context.Creator();
        var start = await FeedPosition.FindAsync(reader, who.CreatorId, since ?? "now", context.RequestAborted);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Accepted(context, options.Value));
        await new ChangeSocket(socket, reader, feeds, who).RunAsync(start, FeedFollower.Read(topics), context.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Nothing secret is sent, so that compression cannot tell of it; it keeps no memory between messages, however many sockets there are.</summary>
    private static WebSocketAcceptContext Accepted(HttpContext context, StreamOptions options) => new()
    {
        SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol) ? Protocol : null,
        DangerousEnableCompression = true,
        DisableServerContextTakeover = true,
        KeepAliveInterval = options.HeartbeatEvery,
        KeepAliveTimeout = options.SilentFor,
    };
}
