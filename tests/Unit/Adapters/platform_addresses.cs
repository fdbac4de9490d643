using System.Net;
using System.Net.Sockets;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Hosting.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CreatorFlow.Tests.Unit.Adapters;

/// <summary>Where a connection's <c>apiBaseUrl</c> may lead Adapters, whose calls carry tokens.</summary>
public sealed class Platform_addresses : IDisposable
{
    private readonly TcpListener inside = new(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
    private readonly int port;

    public Platform_addresses()
    {
        inside.Start();
        port = ((IPEndPoint)inside.LocalEndpoint).Port;
    }

    public void Dispose() => inside.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.2")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("https://localhost")]
    [InlineData("http://2130706433")]
    [InlineData("http://[::1]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("http://0.0.0.0")]
    public async Task An_address_inside_is_not_connected_to(string address)
    {
        using var client = Client();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri($"{address}:{port}/")));
        Assert.Equal(CallbackGuard.Forbidden, ((refused as AddressRefusedException) ?? Assert.IsType<AddressRefusedException>(refused.InnerException)).Code);
        Assert.False(inside.Pending());
    }

    [Fact]
    public async Task One_that_the_installation_names_is_and_its_neighbours_are_not()
    {
        using var client = Client($"http://127.0.0.1:{port}");
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri($"http://127.0.0.2:{port}/")));
        Assert.False(inside.Pending());
        var asked = client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
        using (var visitor = await inside.AcceptSocketAsync()) await visitor.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        Assert.Equal(HttpStatusCode.NoContent, (await asked).StatusCode);
    }

    private static HttpClient Client(string? known = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(known is null ? [] : new Dictionary<string, string?> { ["Platforms:Addresses:0"] = known }).Build());
        services.AddCallbackGuard();
        services.AddHttpClient("platform");
        services.AddPlatformAddresses();
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("platform");
    }
}
