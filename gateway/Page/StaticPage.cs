using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace CreatorFlow.Gateway.Page;

/// <summary>The dashboard's files, and its page for every address that is the page's own to route.</summary>
internal static class StaticPage
{
    private const string Setting = "Dashboard:StaticFiles";
    private const string Index = "index.html";
    private const string HashedFiles = "/assets";
    private const string Immutable = "public, max-age=31536000, immutable";
    private static readonly string[] NotThePages = ["/api", "/webhooks", "/internal", "/health", "/metrics", "/openapi", HashedFiles];

    public static void AddPage(this WebApplicationBuilder builder) =>
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);

    public static void UsePageFiles(this WebApplication app)
    {
        if (Folder(app) is not { } folder) return;
        var files = new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = SetCaching };
        app.UseWhen(context => !StartsWithAny(context.Request.Path, ["/api", "/webhooks"]), page =>
        {
            page.UseResponseCompression();
            page.UseStaticFiles(files);
        });
    }

    public static void MapPage(this WebApplication app)
    {
        var index = Folder(app) is { } folder ? new PhysicalFileProvider(folder) : null;
        app.MapFallback(context => SendAsync(context, index?.GetFileInfo(Index)));
    }

    private static Task SendAsync(HttpContext context, IFileInfo? page)
    {
        var path = context.Request.Path;
        if (StartsWithAny(path, NotThePages) || Path.HasExtension(path) || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            return Problem.WriteAsync(context, 404, "route.not_found", "There is nothing at this address.");
        if (page is not { Exists: true })
            return Problem.WriteAsync(context, 404, "page.missing", "The dashboard's files are not here.", $"Build them and set {Setting}.");
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.SendFileAsync(page, context.RequestAborted);
    }

    // A hashed name never means another content; every other name may, with the next release.
    private static void SetCaching(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments(HashedFiles) ? Immutable : "no-cache";

    private static string? Folder(WebApplication app) =>
        app.Configuration[Setting] is { Length: > 0 } folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    private static bool StartsWithAny(PathString path, string[] roots) => roots.Any(root => path.StartsWithSegments(root));
}
