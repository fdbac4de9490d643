using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Benchmarks.Streams;

/// <summary>The ceiling of live streams: a bare web server that hands what is posted to every open stream of the same key, and does nothing else. A process of its own.</summary>
internal static class BareStreams
{
    public const string Argument = "bare-streams";

    public static async Task<int> RunAsync()
    {
        var listeners = new ConcurrentDictionary<string, Listeners>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        await using var app = builder.Build();
        app.MapGet("/api/v1/stream", async (HttpContext http) =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.Body.FlushAsync();
            listeners.GetOrAdd(KeyOf(http), _ => new()).Responses.Add(http.Response);
            var left = new TaskCompletionSource();
            await using var end = http.RequestAborted.Register(left.SetResult);
            await left.Task;
        });
        app.MapPost("/publish", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            await listeners.GetOrAdd(KeyOf(http), _ => new()).TellAsync(body.GetBuffer().AsMemory(0, (int)body.Length));
        });
        await app.RunAsync();
        return 0;
    }

    private sealed class Listeners
    {
        private readonly SemaphoreSlim turn = new(1);

        public ConcurrentBag<HttpResponse> Responses { get; } = [];

        public async Task TellAsync(ReadOnlyMemory<byte> change)
        {
            await turn.WaitAsync();
            foreach (var response in Responses)
            {
                await response.Body.WriteAsync(change);
                await response.Body.FlushAsync();
            }
            turn.Release();
        }
    }

    private static string KeyOf(HttpContext http) => http.Request.Headers.Authorization.ToString();
}
