using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>What stands behind the gateway here: it says what reached it, and knows the keys it was told.</summary>
internal sealed class UpstreamService : IAsyncDisposable
{
    /// <summary>A header of webhooks that it refuses as Ingest refuses a wrong signature.</summary>
    public const string Forged = "X-Forged";

    private readonly WebApplication app;
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UpstreamService(WebApplication app) => this.app = app;

    /// <summary>Keys by hash; take one out to revoke it.</summary>
    public ConcurrentDictionary<string, KnownKey> Keys { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<Arrival> Arrivals { get; } = [];

    public string Address => app.Urls.First();

    /// <summary>Where it speaks HTTP/2 alone.</summary>
    public string Http2Address => app.Urls.Last();

    public bool Ready { get; set; } = true;

    public static async Task<UpstreamService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var service = new UpstreamService(app);
        app.MapGet("/health/ready", () => service.Ready ? Results.Ok() : Results.StatusCode(503));
        app.MapPost("/internal/keys/lookup", (Lookup lookup) => service.Find(lookup) is { } key ? Results.Json(key) : Results.NotFound());
        app.MapPost("/internal/sign-ins", () => Results.Json(new { id = Guid.CreateVersion7().ToString("N") }));
        app.MapPost("/internal/sign-ins/{id}/turn", (Shown shown) => Results.Json(new { generation = shown.Generation + 1 }));
        app.MapGet("/api/v1/stream", service.StreamAsync);
        app.MapGet("/api/v1/silent", (CancellationToken left) => Task.Delay(Timeout.Infinite, left));
        app.MapGet("/api/v1/gone", () => Results.Problem(statusCode: 410, extensions: new Dictionary<string, object?> { ["code"] = "its.own" }));
        app.MapPost("/webhooks/standard/{connection}", (HttpContext context) => context.Request.Headers.ContainsKey(Forged) ? WriteRefusalAsync(context) : service.EchoAsync(context));
        app.MapFallback("{**path}", service.EchoAsync);
        await app.StartAsync();
        return service;
    }

    public void Know(string key, string id, string creator, params string[] scopes) => Keys[Hash(key)] = new(id, creator, scopes, $"Key of {creator} ä");

    public void Revoke(string key) => Keys.TryRemove(Hash(key), out _);

    /// <summary>Lets an open stream send its second part.</summary>
    public void GoOn() => held.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        held.TrySetResult();
        await app.DisposeAsync();
    }

    private KnownKey? Find(Lookup lookup) => lookup.Hash is { } hash ? Keys.GetValueOrDefault(hash) : Keys.Values.FirstOrDefault(k => k.Id == lookup.Id);

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("id: 1\ndata: {}\n\n");
        await context.Response.Body.FlushAsync();
        await held.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("id: 2\ndata: {}\n\n");
    }

    private async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var arrival = new Arrival(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetString(body.ToArray()), context.Request.Protocol);
        Arrivals.Enqueue(arrival);
        await context.Response.WriteAsJsonAsync(arrival);
    }

    private static Task WriteRefusalAsync(HttpContext context) =>
        Results.Problem(statusCode: 401, extensions: new Dictionary<string, object?> { ["code"] = "webhook.signature_invalid" }).ExecuteAsync(context);

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Lookup(string? Hash, string? Id);

    private sealed record Shown(long Generation);
}

/// <summary>A key as the Dashboard API tells of it.</summary>
internal sealed record KnownKey(string Id, string CreatorId, string[] Scopes, string Name, DateTimeOffset? ExpiresAt = null);

/// <summary>A request as it reached a service.</summary>
internal sealed record Arrival(string Method, string Target, Dictionary<string, string> Headers, string Body, string Protocol);
