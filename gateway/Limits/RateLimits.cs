using System.Globalization;
using System.Threading.RateLimiting;
using CreatorFlow.Gateway.Auth;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Limits;

/// <summary>Webhooks are limited by sender and by connection, the API by key, what needs no key by sender; what is none of them is not limited.</summary>
internal static class RateLimits
{
    private const int Slices = 10;
    private const int Unlimited = 0;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, options) =>
        {
            limiter.GlobalLimiter = Create(options.Value);
            limiter.OnRejected = (rejected, _) => new(RefuseAsync(rejected.HttpContext,
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1)));
        });
    }

    public static Task RefuseAsync(HttpContext context, TimeSpan wait,
        string code = "rate.limited", string title = "Too many requests; wait before the next one.")
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problem.WriteAsync(context, 429, code, title);
    }

    private static PartitionedRateLimiter<HttpContext> Create(LimitOptions limits) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, object>(context => Connection(context) is null ? None() : Bucket(ClientAddress.Of(context), limits.WebhooksPerAddress)),
        PartitionedRateLimiter.Create<HttpContext, object>(context => Connection(context) is { } id ? Bucket(id, limits.WebhooksPerConnection) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => context.Features.Get<KeyIdentity>() is { } key ? Bucket(key.Id, limits.ApiPerKey) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => ApiKeyGate.IsOpen(context.GetEndpoint()) ? Bucket(ClientAddress.Of(context), limits.OpenPerAddress) : None()));

    private static string? Connection(HttpContext context) => context.Request.RouteValues.TryGetValue("connectionId", out var id) ? (string?)id : null;

    private static RateLimitPartition<object> None() => RateLimitPartition.GetNoLimiter<object>(Unlimited);

    private static RateLimitPartition<object> Bucket(object who, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond * 2,
        TokensPerPeriod = perSecond / Slices,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Slices,
        QueueLimit = 0,
    });
}
