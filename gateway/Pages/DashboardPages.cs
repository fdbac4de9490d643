using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.FileProviders;

namespace CreatorFlow.Gateway.Pages;

/// <summary>The dashboard's built files; any other address of a person's browser is the page's own.</summary>
internal static class DashboardPages
{
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/webhooks")) return next(context);
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        if (FilesOf(app) is { } files)
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = file => Cache(file.Context) });
    }

    public static void MapPages(this WebApplication app)
    {
        var files = FilesOf(app);
        foreach (var closed in new[] { "/api/{**rest}", "/webhooks/{**rest}", "/internal/{**rest}", "/metrics", "/health/{**rest}" })
            app.Map(closed, () => Problem.Of(404, "route.not_found", "There is nothing at this address.")).WithOrder(10);
        app.MapFallback("{**path}", async context =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
                await Problem.WriteAsync(context, 404, "route.not_found", "There is nothing at this address.");
            else if (files?.GetFileInfo("index.html") is { Exists: true } page)
            {
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.Headers.CacheControl = "no-cache";
                await context.Response.SendFileAsync(page);
            }
            else await Problem.WriteAsync(context, 503, "dashboard.not_built", "The dashboard was not built.");
        });
    }

    private static PhysicalFileProvider? FilesOf(WebApplication app) =>
        app.Configuration["Dashboard:StaticFiles"] is { Length: > 0 } folder && Directory.Exists(folder) ? new(Path.GetFullPath(folder)) : null;

    /// <summary>Files under /assets carry their content's hash in the name.</summary>
    private static void Cache(HttpContext context) => context.Response.Headers.CacheControl =
        context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
