using CreatorFlow.Testing.Platform;
using System.Net;
using System.Net.WebSockets;
using CreatorFlow.Tests.Integration.Gateway;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>As browsers open it behind TLS: an extended CONNECT instead of an upgrade.</summary>
public sealed class Sockets_over_http2(SharedFixture<SocketsUnderTest> shared) : IClassFixture<SharedFixture<SocketsUnderTest>>
{
    private readonly SocketsUnderTest api = shared.Value;

    [Theory]
    [InlineData("read_only", null)]
    [InlineData("ops", HttpStatusCode.Forbidden)]
    public async Task A_role_that_reads_opens_one_and_no_other(string role, HttpStatusCode? refused)
    {
        var (shelf, key) = await api.NewShopAsync(role);
        await using var gateway = await GatewayInside.StartAsync(new Dictionary<string, string>(api.Environment) { ["Services__Dashboard"] = api.Service.Address }, HttpProtocols.Http2);
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
}
