using System.Security.Claims;
using System.Threading.RateLimiting;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Limits;

/// <summary>Rate limits: webhooks by connection, API calls by key.</summary>
internal static class CallLimits
{
    public static IServiceCollection AddCallLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy("webhooks", context => RateLimitPartition.GetFixedWindowLimiter(
            context.Request.RouteValues["connectionId"]?.ToString() ?? "",
            _ => new() { PermitLimit = LimitsOf(context).WebhooksPerSecond, Window = TimeSpan.FromSeconds(1) }));
        limiter.AddPolicy("api", context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? $"ip:{context.Connection.RemoteIpAddress}",
            _ => new() { TokenLimit = LimitsOf(context).CallBurst, TokensPerPeriod = LimitsOf(context).CallsPerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }));
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return new(Problem.WriteAsync(context.HttpContext, 429, "rate.limited", "Too many requests."));
        };
    });

    private static GatewayLimits LimitsOf(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<GatewayLimits>>().Value;
}
