using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace CreatorFlow.Gateway.Page;

/// <summary>The dashboard's files, and its page for every address that is the page's own to route.</summary>
internal static class StaticPage
{
    private const string Index = "index.html";
    private const string HashedFiles = "/assets";
    private const string Immutable = "public, max-age=31536000, immutable";
    private static readonly string[] NotThePages = ["/api", "/webhooks", "/internal", "/health", "/metrics", "/openapi", HashedFiles];

    public static void AddPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BuiltPage>().AddResponseCompression(compression => compression.EnableForHttps = true);
    }

    public static void UsePageFiles(this WebApplication app)
    {
        var files = new StaticFileOptions { FileProvider = app.Services.GetRequiredService<BuiltPage>(), OnPrepareResponse = SetCaching };
        app.UseWhen(context => !StartsWithAny(context.Request.Path, ["/api", "/webhooks"]), page =>
        {
            page.UseResponseCompression();
            page.UseStaticFiles(files);
        });
    }

    public static void MapPage(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<BuiltPage>();
        app.MapFallback("{**path}", context => SendAsync(context, page.GetFileInfo(Index)));
    }

    private static Task SendAsync(HttpContext context, IFileInfo index)
    {
        if (!IsPage(context.Request)) return Problem.WriteAsync(context, 404, "route.not_found", "There is nothing at this address.");
        if (!index.Exists)
            return Problem.WriteAsync(context, 503, "dashboard.not_built", "The dashboard's files are not here.", $"Build them and set {BuiltPage.Setting}.");
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.SendFileAsync(index, context.RequestAborted);
    }

    /// <summary>A SKU may hold a dot, so a browser that goes to an address means the page; anything else may mean a file that is not there.</summary>
    private static bool IsPage(HttpRequest request) => (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !StartsWithAny(request.Path, NotThePages)
        && (!Path.HasExtension(request.Path) || request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    // A hashed name never means another content; every other name may, with the next release.
    private static void SetCaching(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments(HashedFiles) ? Immutable : "no-cache";

    private static bool StartsWithAny(PathString path, string[] roots) => roots.Any(root => path.StartsWithSegments(root));
}
