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

    /// <summary>Of what a connection may be sent, for an address that sent forged webhooks.</summary>
    private const int PartOfSuspects = 10;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ForgedWebhooks>().AddRateLimiter(_ => { });
        builder.Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<LimitOptions>, ForgedWebhooks>((limiter, options, forged) =>
        {
            limiter.GlobalLimiter = Create(options.Value, forged);
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

    private static PartitionedRateLimiter<HttpContext> Create(LimitOptions limits, ForgedWebhooks forged) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, object>(context => Sender.Of(context) is { } sender ? Bucket(sender.Address, limits.WebhooksPerAddress) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => Sender.Of(context) is { } sender && forged.Wait(sender) is not null ? Bucket(sender, limits.WebhooksPerConnection / PartOfSuspects) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => Sender.Of(context) is { } sender ? Bucket(sender.ConnectionId, limits.WebhooksPerConnection) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => context.Features.Get<KeyIdentity>() is { } key ? Bucket(key.Id, limits.ApiPerKey) : None()),
        PartitionedRateLimiter.Create<HttpContext, object>(context => ApiKeyGate.IsOpen(context.GetEndpoint()) ? Bucket(ClientAddress.Of(context), limits.OpenPerAddress) : None()));

    private static RateLimitPartition<object> None() => RateLimitPartition.GetNoLimiter<object>(Unlimited);

    private static RateLimitPartition<object> Bucket(object who, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond * 2,
        TokensPerPeriod = perSecond / Math.Min(Slices, perSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Math.Min(Slices, perSecond),
        QueueLimit = 0,
    });
}
