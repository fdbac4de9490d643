namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>Inside the test's process, since a process of its own would be killed and never stop in order.</summary>
public sealed class When_the_gateway_stops
{
    private static readonly TimeSpan LongBeforeItIsForced = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_open_stream_does_not_hold_it_up()
    {
        await using var upstream = await UpstreamService.StartAsync();
        upstream.Know(GatewayUnderTest.OwnersKey, "key-owner", "creator-a", "owner");
        var keyRing = Directory.CreateTempSubdirectory("creatorflow-keys-").FullName;
        await using var gateway = await GatewayInside.StartAsync(new Dictionary<string, string>
        {
            ["Services__Ingest"] = upstream.Address, ["Services__Dashboard"] = upstream.Address, ["Internal__Token"] = GatewayUnderTest.Token, ["Keys__Directory"] = keyRing,
        });
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-Key", GatewayUnderTest.OwnersKey);
        using var stream = await http.GetAsync(new Uri($"{gateway.Urls.Single()}/api/v1/stream"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal("id: 1", await reader.ReadLineAsync());

        await gateway.StopAsync().WaitAsync(LongBeforeItIsForced);
    }
}
