using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Page;

/// <summary>Tells browsers what not to do with our answers. Webhooks are no browsers and go without.</summary>
internal static class SecurityHeaders
{
    /// <summary>Beside itself the page asks the agent on its person's own machine, which alone answers there.</summary>
    private const string PagePolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' {agent}; worker-src 'self'; manifest-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>A list names what is denied: there is no word for all.</summary>
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var pagePolicy = PagePolicy.Replace("{agent}", app.Services.GetRequiredService<IOptions<AgentOptions>>().Value.Sources, StringComparison.Ordinal);
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/webhooks"),
            rest => rest.Use((context, next) =>
            {
                Set(context, pagePolicy);
                return next(context);
            }));
    }

    private static void Set(HttpContext context, string pagePolicy)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/api") ? ApiPolicy : pagePolicy;
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }
}
