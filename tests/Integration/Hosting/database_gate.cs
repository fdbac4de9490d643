using CreatorFlow.Hosting.Database;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Hosting;

public sealed class Database_gate
{
    [Fact]
    public async Task Whoever_waits_goes_on_when_the_database_is_back()
    {
        await using var way = await WayAsync();
        way.Wire.Cut();
        way.Gate.Failed(await Assert.ThrowsAnyAsync<NpgsqlException>(way.AskAsync));
        Assert.False(way.Gate.IsOpen);
        var waiting = Enumerable.Range(0, 10).Select(_ => way.Gate.OpenAsync(CancellationToken.None)).ToList();
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        way.Wire.Mend();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(way.Gate.IsOpen);
        await way.AskAsync();
    }

    [Fact]
    public async Task It_closes_again_at_the_next_failure()
    {
        await using var way = await WayAsync();
        for (var round = 0; round < 2; round++)
        {
            way.Wire.Cut();
            way.Gate.Failed(await Assert.ThrowsAnyAsync<NpgsqlException>(way.AskAsync));
            Assert.False(way.Gate.IsOpen);
            way.Wire.Mend();
            await way.Gate.OpenAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_statement_that_the_database_refuses_does_not_close_it()
    {
        await using var way = await WayAsync();
        way.Gate.Failed(await Assert.ThrowsAsync<PostgresException>(() => way.Database.RunAsync("select 1 / 0", CancellationToken.None)));
        way.Gate.Failed(new TimeoutException());
        Assert.True(way.Gate.IsOpen);
        await way.Gate.OpenAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Who_waits_can_be_called_off()
    {
        await using var way = await WayAsync();
        way.Wire.Cut();
        way.Gate.Failed(await Assert.ThrowsAnyAsync<NpgsqlException>(way.AskAsync));
        using var stopping = new CancellationTokenSource();
        var waiting = way.Gate.OpenAsync(stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<Way> WayAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(await PrivateServers.Shared.CreateDatabaseAsync());
        var wire = Wire.To((await PrivateServers.Shared.PostgresAsync()).Address);
        (address.Host, address.Port) = ("127.0.0.1", wire.Port);
        var way = new Way(wire, NpgsqlDataSource.Create(address));
        await way.AskAsync();
        return way;
    }

    /// <summary>A database at the end of a wire.</summary>
    private sealed record Way(Wire Wire, NpgsqlDataSource Database) : IAsyncDisposable
    {
        public DatabaseGate Gate { get; } = new(Database, TimeProvider.System);

        public Task AskAsync() => Database.RunAsync("select 1", CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await Wire.DisposeAsync();
        }
    }
}
