using System.Collections.Concurrent;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Simulator.Connections;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>One account at a played platform: the product's connection, its other end, and what arrived there. Thread-safe.</summary>
internal sealed class PlayedConnection(Connection connection, SimulatedConnection account, Func<int, string> listing, Func<int, long?> shown, Action<int, long> put, TimeProvider clock)
{
    private volatile bool silent;

    public Connection Connection => connection;

    public SimulatedConnection Account => account;

    public string Platform => connection.Platform;

    /// <summary>Every call that arrived, in their order.</summary>
    public ConcurrentQueue<PlayedCall> Calls { get; } = [];

    /// <summary>When each quantity first arrived for a listing.</summary>
    public ConcurrentDictionary<(string Listing, long Quantity), DateTimeOffset> Arrived { get; } = [];

    /// <summary>When each quantity was first taken for a listing: the platform's answer says so. Meta takes a batch, and works it off later.</summary>
    public ConcurrentDictionary<(string Listing, long Quantity), DateTimeOffset> Taken { get; } = [];

    public string Listing(int article) => listing(article);

    /// <summary>What its customers see.</summary>
    public long? Shown(int article) => shown(article);

    /// <summary>Comes between a call and the platform; true when it was answered here. Null leaves them alone.</summary>
    public Func<HttpContext, Task<bool>>? Between { get; set; }

    /// <summary>The channel's own name of the place that <see cref="Shown"/> is about; null for none.</summary>
    public string? Location { get; init; }

    /// <summary>Changes what its customers see, past the API.</summary>
    public void Put(int article, long quantity) => put(article, quantity);

    /// <summary>From now on calls are taken and never answered.</summary>
    public void FallSilent() => silent = true;

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var call = PlayedCall.Of(Platform, context.Request.Path, await BodyAsync(context), clock.GetUtcNow());
        Calls.Enqueue(call);
        foreach (var told in call.Told) Arrived.TryAdd(told, call.At);
        if (silent) await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
        if (Between is { } between && await between(context)) return;
        var open = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await next(context);
        call.Answer = PlayedAnswer.Of(Platform, context.Response.StatusCode, call.Told.Count > 0, answer.ToArray());
        if (call.Answer.Took)
            foreach (var told in call.Told) Taken.TryAdd(told, clock.GetUtcNow());
        context.Response.Body = open;
        await open.WriteAsync(answer.ToArray(), context.RequestAborted);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        return body.ToArray();
    }
}
