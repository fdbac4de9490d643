using System.Net;
using CreatorFlow.Hosting.Outbound;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Public_addresses
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.215.14")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.0.1.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80b::200e")]
    [InlineData("::ffff:8.8.8.8")]
    public void Anybodys(string address) => Assert.True(PublicAddresses.Includes(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")] // unspecified
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")] // private
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")] // carriers' NAT
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")] // loopback
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")] // link-local: metadata of clouds
    [InlineData("168.63.129.16")] // Azure's host
    [InlineData("192.0.0.192")] // Oracle's
    [InlineData("192.0.2.1")] // documentation
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("192.88.99.1")] // 6to4's relay
    [InlineData("198.18.0.1")] // benchmarks
    [InlineData("198.19.255.255")]
    [InlineData("224.0.0.1")] // multicast
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")] // reserved
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")] // compatible, as it was once
    [InlineData("::ffff:127.0.0.1")] // mapped
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")] // translated (SIIT)
    [InlineData("64:ff9b::7f00:1")] // translated (NAT64)
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::1")] // 6to4
    [InlineData("2002:808:808::1")]
    [InlineData("2001::1")] // Teredo
    [InlineData("2001:0:53aa:64c:0:5efe:7f00:1")]
    [InlineData("2001:10::1")] // ORCHID
    [InlineData("2001:20::1")]
    [InlineData("2001:db8::1")] // documentation
    [InlineData("3fff::1")]
    [InlineData("100::1")] // discarded
    [InlineData("5f00::1")] // segment routing
    [InlineData("fc00::1")] // unique local
    [InlineData("fd00:ec2::254")] // metadata of a cloud
    [InlineData("fe80::1")] // link-local
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")] // site-local
    [InlineData("ff02::1")] // multicast
    public void Nobodys(string address) => Assert.False(PublicAddresses.Includes(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example/a?b=c", null)]
    [InlineData("https://hooks.example:443/", null)]
    [InlineData("https://8.8.8.8/", null)]
    [InlineData("https://[2606:4700:4700::1111]/", null)]
    [InlineData("https://hooks.example:8443/", CallbackGuard.PortForbidden)]
    [InlineData("https://hooks.example:22/", CallbackGuard.PortForbidden)]
    [InlineData("https://nowhere.example/", CallbackGuard.Unresolved)]
    [InlineData("https://both.example/", CallbackGuard.Forbidden)]
    [InlineData("https://10.0.0.1/", CallbackGuard.Forbidden)]
    [InlineData("https://127.1/", CallbackGuard.Forbidden)]
    [InlineData("https://0177.0.0.1/", CallbackGuard.Forbidden)]
    [InlineData("https://[::ffff:7f00:1]/", CallbackGuard.Forbidden)]
    [InlineData("http://hooks.example/", CallbackGuard.Invalid)]
    [InlineData("http://127.0.0.1/", CallbackGuard.Invalid)]
    [InlineData("ftp://hooks.example/", CallbackGuard.Invalid)]
    [InlineData("file:///etc/passwd", CallbackGuard.Invalid)]
    [InlineData("gopher://hooks.example/", CallbackGuard.Invalid)]
    [InlineData("https://user:word@hooks.example/", CallbackGuard.Invalid)]
    [InlineData("https://@hooks.example/", CallbackGuard.Invalid)]
    [InlineData("https://hooks.example\\@10.0.0.1/", CallbackGuard.Invalid)]
    [InlineData("https://hooks.example/#part", CallbackGuard.Invalid)]
    [InlineData("https://hooks.example/ a", CallbackGuard.Invalid)]
    [InlineData("https://hooks.example/\r\nx: y", CallbackGuard.Invalid)]
    [InlineData("//hooks.example/", CallbackGuard.Invalid)]
    [InlineData("hooks.example", CallbackGuard.Invalid)]
    [InlineData("https://", CallbackGuard.Invalid)]
    [InlineData("", CallbackGuard.Invalid)]
    [InlineData(null, CallbackGuard.Invalid)]
    public async Task An_address_is_judged_as_it_is_written_and_by_all_that_its_name_stands_for(string? text, string? code) =>
        Assert.Equal(code, (await Guard(new()).JudgeAsync(text, CancellationToken.None)).Refusal);

    [Theory]
    [InlineData("https://10.1.2.3:9443/", null)]
    [InlineData("https://inside.example:9443/", null)]
    [InlineData("https://10.2.0.1/", CallbackGuard.Forbidden)]
    [InlineData("https://both.example:9443/", CallbackGuard.PortForbidden)]
    [InlineData("https://both.example/", null)]
    [InlineData("https://hooks.example:8443/", null)]
    [InlineData("https://[::ffff:10.1.2.3]/", null)]
    [InlineData("http://10.1.2.3/", CallbackGuard.Invalid)]
    public async Task Networks_and_ports_that_an_installation_allows_are_called(string text, string? code) =>
        Assert.Equal(code, (await Guard(new() { AllowedNetworks = ["10.1.0.0/16"], MorePorts = [8443] }).JudgeAsync(text, CancellationToken.None)).Refusal);

    [Theory]
    [InlineData("http://127.0.0.1:1234/", null)]
    [InlineData("http://[::1]:1234/", null)]
    [InlineData("https://127.0.0.1/", null)]
    [InlineData("http://hooks.example/", CallbackGuard.Forbidden)]
    [InlineData("http://10.0.0.1/", CallbackGuard.Forbidden)]
    public async Task Plain_http_goes_no_farther_than_this_machine(string text, string? code) =>
        Assert.Equal(code, (await Guard(new() { AllowLoopback = true }).JudgeAsync(text, CancellationToken.None)).Refusal);

    [Fact]
    public void What_is_no_network_or_port_fails_at_the_start()
    {
        Assert.Single(new CallbackOptions { AllowedNetworks = ["10.1.0.0/16", "inside"] }.Validate(new(new object())));
        Assert.Single(new CallbackOptions { MorePorts = [8443, 0] }.Validate(new(new object())));
    }

    private static CallbackGuard Guard(CallbackOptions options) => new(Options.Create(options), (host, _) => host switch
    {
        "nowhere.example" => Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException(11001)),
        "both.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.1.0.1")]),
        "inside.example" => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.0.1")]),
        _ => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")]),
    });
}
