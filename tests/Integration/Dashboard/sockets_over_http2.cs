using System.Net;
using System.Net.WebSockets;
using CreatorFlow.Gateway;
using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>As browsers open it behind TLS: an extended CONNECT instead of an upgrade. The gateway runs in the test's process, where it may speak HTTP/2 alone.</summary>
public sealed class Sockets_over_http2(SocketsUnderTest api) : IClassFixture<SocketsUnderTest>
{
    [Theory]
    [InlineData("read_only", null)]
    [InlineData("ops", HttpStatusCode.Forbidden)]
    public async Task A_role_that_reads_opens_one_and_no_other(string role, HttpStatusCode? refused)
    {
        var (shelf, key) = await api.NewShopAsync(role);
        await using var gateway = await StartAsync();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var socket = new LiveSocket();
        socket.Socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        var connecting = socket.Socket.ConnectAsync(new UriBuilder(gateway.Urls.Single()) { Scheme = "ws", Path = "/ws" }.Uri, client, CancellationToken.None);
        if (refused is { } status)
        {
            Assert.Contains($"'{(int)status}'", (await Assert.ThrowsAsync<WebSocketException>(() => connecting)).Message, StringComparison.Ordinal);
            return;
        }
        await connecting;
        await shelf.StoreAsync("TEE", 1);
        Assert.Equal("TEE", await socket.NextIdAsync());
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(api.Environment.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)));
        builder.Configuration["Services:Dashboard"] = api.Service.Address;
        builder.AddServiceDefaults("gateway");
        builder.AddGateway();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var gateway = builder.Build();
        gateway.UseGateway();
        await gateway.StartAsync();
        return gateway;
    }
}
