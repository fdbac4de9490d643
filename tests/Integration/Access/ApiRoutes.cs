using System.Text.RegularExpressions;
using CreatorFlow.Dashboard;
using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace CreatorFlow.Tests.Integration.Access;

/// <summary>The routes that the service really has, but those that need no key.</summary>
internal static class ApiRoutes
{
    public static IEnumerable<(string Method, string Pattern)> Of(AccessUnderTest system)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(system.Pipeline.Settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)));
        builder.AddServiceDefaults("dashboard").AddDashboard();
        var app = builder.Build();
        app.MapDashboard();
        return ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && !e.RoutePattern.RawText.StartsWith("/api/v1/shared/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => (m, e.RoutePattern.RawText!.TrimEnd('/'))))
            .OrderBy(r => r.Item2, StringComparer.Ordinal).ThenBy(r => r.m, StringComparer.Ordinal);
    }

    /// <summary>An address of that pattern.</summary>
    public static string Target(string pattern) => Regex.Replace(pattern, @"\{[^}]*\}", "none");
}
