using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Dashboard.Documenting;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary><c>/api/v1/stream</c>: live updates from the change feed as Server-Sent Events.</summary>
internal static class StreamEndpoint
{
    public const string Path = "/api/v1/stream";

    public static void MapStream(this IEndpointRouteBuilder routes) => routes.MapGet("/stream", StreamAsync).WithTags("Changes").WithName("StreamChanges")
        .AnswersStream().WithMetadata(new WantedHeader("Last-Event-ID", "The cursor of the last change that the reader has.")).Refuses(400, "cursor.invalid").Refuses(410, "cursor.expired");

    public static void AddStreaming(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StreamOptions>().BindConfiguration(StreamOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LiveFeeds>().AddSingleton<LiveKeys>().AddHostedService<FeedWatcher>();
    }

    /// <summary>From where a reader that was cut off stopped, or from <c>since</c>, or from now.</summary>
    private static async Task<IResult> StreamAsync(HttpContext context, ChangeReader reader, LiveFeeds feeds, string? since, string? topics)
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        var cursor = last.Length > 0 ? last : since ?? "now";
        var position = await FeedPosition.FindAsync(reader, context.Creator().CreatorId, cursor, context.RequestAborted);
        return (IResult?)position.Refused ?? new ChangeStream(reader, feeds, context.Creator(), position, topics);
    }
}
