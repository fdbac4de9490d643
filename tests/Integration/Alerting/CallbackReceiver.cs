using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CreatorFlow.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Alerting;

/// <summary>A post that came.</summary>
internal sealed record ReceivedPost(string Path, string Id, string Timestamp, string Signatures, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The one that a secret makes, computed here and not by the product.</summary>
    public string SignatureBy(string secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")));
}

/// <summary>Somebody's server that alerts are posted to: it keeps what comes, and answers as it is told.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private CallbackReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<ReceivedPost> Posts { get; } = [];

    /// <summary>By path; 204 where it is told nothing.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Over plain http.</summary>
    public string Address => app.Urls.First();

    /// <summary>With a certificate that nobody trusts.</summary>
    public string UntrustedAddress => app.Urls.Last();

    public int Port => new Uri(Address).Port;

    public static async Task<CallbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(SelfSigned()));
        });
        var app = builder.Build();
        var receiver = new CallbackReceiver(app);
        app.MapFallback("{**path}", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<ReceivedPost> At(string path) => [.. Posts.Where(p => p.Path == path)];

    public void Answer(string path, int status, params (string Name, string Value)[] headers) => Answers[path] = context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Posts.Enqueue(new(context.Request.Path, headers[StandardWebhook.IdHeader], headers[StandardWebhook.TimestampHeader], headers[StandardWebhook.SignatureHeader], await reader.ReadToEndAsync(), headers));
        if (Answers.TryGetValue(context.Request.Path, out var answer)) await answer(context);
        else context.Response.StatusCode = 204;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
