using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using Microsoft.AspNetCore.Http.Features;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>A live stream of Server-Sent Events.</summary>
/// <remarks>Format: https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
internal sealed class ChangeStream(ChangeReader reader, LiveFeeds feeds, CreatorIdentity who, FeedPosition start, string? topics) : IResult
{
    private const int ComeAgainMs = 1_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, left) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var subscription = feeds.Subscribe(who, start.Head);
        var events = new Events(response.BodyWriter);
        var follower = new FeedFollower(reader, subscription, start, events);
        follower.Turn(FeedFollower.Read(topics), start.After);
        try
        {
            await events.BeginAsync(start.After, left);
            await follower.FollowAsync(left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The reader left; it resumes from its last id.
        }
    }

    private sealed class Events(PipeWriter body) : IFeedReader
    {
        /// <summary>The position at once, so that a reader that is cut off before the first change resumes from here; and when to come again, spread so that not all come at once.</summary>
        public Task BeginAsync(long position, CancellationToken left) => SayAsync($"retry: {ComeAgainMs + Random.Shared.Next(ComeAgainMs)}", position, left);

        public void Take(Change change) => body.Write(change.Frame.Span);

        public async Task FlushAsync(long position, CancellationToken left) => await body.FlushAsync(left);

        public Task BeatAsync(long position, CancellationToken left) => SayAsync(": still here", position, left);

        private async Task SayAsync(string line, long position, CancellationToken left)
        {
            Encoding.UTF8.GetBytes($"{line}\nid: {Change.Text(position)}\n\n", body);
            await body.FlushAsync(left);
        }
    }
}
