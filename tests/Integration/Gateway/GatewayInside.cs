using System.Net;
using CreatorFlow.Gateway;
using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>The gateway inside the test's process: to be stopped in order, or to speak one protocol alone.</summary>
internal static class GatewayInside
{
    public static async Task<WebApplication> StartAsync(IEnumerable<KeyValuePair<string, string>> settings, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.AddServiceDefaults("gateway");
        builder.AddGateway();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var gateway = builder.Build();
        gateway.UseGateway();
        await gateway.StartAsync();
        return gateway;
    }
}
