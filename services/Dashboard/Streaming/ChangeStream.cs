using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>
/// A live stream of Server-Sent Events.
/// 1. It begins at its reader's own position, and subscribes to the creator's feed.
/// 2. What lies between its position and the feed's it reads by itself.
/// 3. From then on it sends the batches that the feed hands out; where one is missing, since it was too slow for them, it goes back to 2.
/// </summary>
/// <remarks>Format: https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
internal sealed class ChangeStream(ChangeReader reader, LiveFeeds feeds, CreatorIdentity who, FeedPosition start, string? topics) : IResult
{
    private const int PageSize = 200;
    private const int ComeAgainMs = 1_000;
    private readonly string[] wanted = topics?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    private long position = start.After;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var subscription = feeds.Subscribe(who.CreatorId, who.KeyId, start.Head);
        try
        {
            await BeginAsync(response.BodyWriter, httpContext.RequestAborted);
            await SendAsync(response.BodyWriter, subscription, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The reader left; it resumes from its last id.
        }
        catch (NpgsqlException)
        {
            // The feed says so in the log. The reader comes again, and is told plainly if it is too early.
        }
    }

    /// <summary>The position at once, so that a reader that is cut off before the first change resumes from here; and when to come again, spread so that not all come at once.</summary>
    private async Task BeginAsync(PipeWriter body, CancellationToken left)
    {
        Encoding.UTF8.GetBytes($"retry: {ComeAgainMs + Random.Shared.Next(ComeAgainMs)}\nid: {Change.Text(position)}\n\n", body);
        await body.FlushAsync(left);
    }

    private async Task SendAsync(PipeWriter body, FeedSubscription subscription, CancellationToken left)
    {
        while (true)
        {
            var missed = subscription.Position;
            if (subscription.Batches.TryRead(out var batch)) missed = batch.After;
            if (missed > position && !await CatchUpAsync(body, missed, left)) return;
            if (batch == FeedBatch.Heartbeat) await BeatAsync(body, left);
            else if (batch is not null) await WriteAsync(body, batch.Changes, batch.UpTo, left);
            else if (position >= subscription.Position && !await subscription.Batches.WaitToReadAsync(left)) return;
        }
    }

    /// <summary>With the position: topics that were left out move it too.</summary>
    private async Task BeatAsync(PipeWriter body, CancellationToken left)
    {
        Encoding.UTF8.GetBytes($": still here\nid: {Change.Text(position)}\n\n", body);
        await body.FlushAsync(left);
    }

    /// <returns>False when the feed no longer holds what was missed: the reader comes again and is told so.</returns>
    private async Task<bool> CatchUpAsync(PipeWriter body, long upTo, CancellationToken left)
    {
        while (position < upTo)
        {
            var page = await reader.ReadForStreamAsync(who.CreatorId, position, PageSize, left);
            if (page.Changes.Count == 0) return false;
            await WriteAsync(body, page.Changes, page.Cursor, left);
        }
        return true;
    }

    private async Task WriteAsync(PipeWriter body, IReadOnlyList<Change> changes, long upTo, CancellationToken left)
    {
        foreach (var change in changes)
            if (change.Position > position && (wanted.Length == 0 || wanted.Contains(change.Topic, StringComparer.Ordinal))) body.Write(change.Frame.Span);
        position = Math.Max(position, upTo);
        await body.FlushAsync(left);
    }
}
