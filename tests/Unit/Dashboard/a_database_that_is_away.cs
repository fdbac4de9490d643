using System.Net.Sockets;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Hosting.Database;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class A_database_that_is_away
{
    public static TheoryData<Exception> Away => [
        new TimeoutException(), new SocketException((int)SocketError.TryAgain), new NpgsqlException("", new SocketException()), new NpgsqlException("", new TimeoutException()), new NpgsqlException("", new IOException())];

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
    public async Task Is_not_what_a_broken_body_means()
    {
        await using var database = NpgsqlDataSource.Create("Host=localhost");
        var filter = new NotReadyFilter(new DatabaseGate(database, TimeProvider.System));
        await Assert.ThrowsAsync<BadHttpRequestException>(async () => await filter.InvokeAsync(EndpointFilterInvocationContext.Create(new DefaultHttpContext()), _ => throw new BadHttpRequestException("")));
    }
}
