using CreatorFlow.Gateway.Auth;
using CreatorFlow.Gateway.Health;
using CreatorFlow.Gateway.Limits;
using CreatorFlow.Gateway.Pages;
using CreatorFlow.Gateway.Proxying;
using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Authentication;

namespace CreatorFlow.Gateway;

/// <summary>The one door: webhooks to Ingest, the API to Dashboard with a key, the page from disk.</summary>
internal static class GatewayModule
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ServiceAddresses>().BindConfiguration(ServiceAddresses.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GatewayLimits>().BindConfiguration(GatewayLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddInternalCalls().AddMemoryCache(cache => cache.SizeLimit = 10_000);
        services.AddSingleton<KeyDirectory>().AddSingleton<WrongKeys>();
        services.AddAuthentication(ApiKeyAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy("read", policy => policy.RequireAuthenticatedUser())
            .AddPolicy("api", policy => policy.RequireAuthenticatedUser().RequireAssertion(ApiKeyAuthentication.MayDo));
        services.AddCallLimits().AddPlatformProxy(builder.Configuration);
        services.AddHealthChecks().AddCheck<ServicesHealth>("services");
        var origins = builder.Configuration.GetSection(CorsOrigins.Section).Get<CorsOrigins>()?.AllowedOrigins ?? [];
        services.AddCors(cors => cors.AddPolicy("dashboard", policy => policy.WithOrigins([.. origins])
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID")
            .WithExposedHeaders("ETag", "Retry-After")));
        return builder;
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseServiceDefaults();
        app.UseSecurityHeaders();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapPlatformProxy();
        app.MapPages();
    }
}
