using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>
/// A live stream of Server-Sent Events: <c>id</c> is the cursor, <c>event</c> the topic, <c>data</c> the change. Each
/// connection reads by its own position, so a slow one falls behind alone and catches up by reading, not by a queue.
/// </summary>
/// <remarks>Format: https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
internal sealed class ChangeStream(ChangeReader reader, FeedWatcher watcher, string creator, long after, string[]? topics, CancellationToken stopping) : IResult
{
    private const int PageSize = 200;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var subscription = watcher.Subscribe(creator);
        try
        {
            await WriteAsync(response.BodyWriter, "retry: 1000\n\n", ended.Token);
            await SendAsync(response.BodyWriter, subscription, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader left, or we stop: it resumes from its last id.
        }
    }

    private async Task SendAsync(PipeWriter body, FeedSubscription subscription, CancellationToken ended)
    {
        var position = after;
        while (true)
        {
            var page = await reader.ReadSharedAsync(creator, position, PageSize);
            foreach (var change in page.Changes.Where(c => topics is null || topics.Contains(c.Topic, StringComparer.Ordinal))) Write(body, change);
            await body.FlushAsync(ended);
            position = page.Cursor;
            if (page.HasMore) continue;
            while (!await subscription.WaitAsync(position, Heartbeat, ended))
                await WriteAsync(body, ": still here\n\n", ended);
        }
    }

    private static void Write(PipeWriter body, Change change)
    {
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {change.Position}\nevent: {change.Topic}\ndata: "), body);
        body.Write(change.Json.Span);
        body.Write("\n\n"u8);
    }

    private static async Task WriteAsync(PipeWriter body, string text, CancellationToken ended)
    {
        Encoding.UTF8.GetBytes(text, body);
        await body.FlushAsync(ended);
    }
}
