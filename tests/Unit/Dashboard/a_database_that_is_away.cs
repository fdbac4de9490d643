using System.Net.Sockets;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Hosting.Database;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class A_database_that_is_away
{
    public static TheoryData<Exception> Away => [
        new TimeoutException(), new SocketException((int)SocketError.TryAgain), new NpgsqlException("", new SocketException()), new NpgsqlException("", new TimeoutException()), new NpgsqlException("", new IOException()),
        // Of several servers: none was reached, or all that were are known to follow another.
        new NpgsqlException("", new AggregateException(new NpgsqlException("", new SocketException()))), new NpgsqlException("No suitable host was found."), new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction)];

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Is_answered_as_such(Exception failure)
    {
        await using var database = NpgsqlDataSource.Create("Host=localhost");
        var context = new DefaultHttpContext();
        var answer = await new NotReadyFilter(new DatabaseGate(database, TimeProvider.System)).InvokeAsync(EndpointFilterInvocationContext.Create(context), _ => throw failure);
        Assert.Equal(503, Assert.IsAssignableFrom<IStatusCodeHttpResult>(answer).StatusCode);
        Assert.Equal("2", context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Is_what_Npgsql_says_where_none_of_several_servers_answers()
    {
        await using var database = NpgsqlDataSource.Create(DatabaseHosts.Read("Host=127.0.0.1:1,127.0.0.1:2;Username=nobody").ConnectionString);
        for (var time = 0; time < 2; time++) // the second one passes over what it knows to be away
            Assert.True(DatabaseOutage.IsAway(await Assert.ThrowsAnyAsync<Exception>(async () => await database.OpenConnectionAsync())));
    }

    [Fact]
    public void Is_not_what_a_wrong_password_at_one_of_several_servers_means() => Assert.False(DatabaseOutage.IsAway(
        new NpgsqlException("", new AggregateException(new NpgsqlException("", new SocketException()), new PostgresException("", "FATAL", "FATAL", PostgresErrorCodes.InvalidPassword)))));

    [Fact]
    public async Task Is_not_what_a_broken_body_means()
    {
        await using var database = NpgsqlDataSource.Create("Host=localhost");
        var filter = new NotReadyFilter(new DatabaseGate(database, TimeProvider.System));
        await Assert.ThrowsAsync<BadHttpRequestException>(async () => await filter.InvokeAsync(EndpointFilterInvocationContext.Create(new DefaultHttpContext()), _ => throw new BadHttpRequestException("")));
    }
}
