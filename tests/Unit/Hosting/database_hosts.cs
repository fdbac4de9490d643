using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Database_hosts
{
    [Fact]
    public void One_server_is_asked_as_Npgsql_does_it()
    {
        var read = DatabaseHosts.Read("Host=one;Database=creatorflow");
        Assert.Equal((null, 10), (read.TargetSessionAttributes, read.HostRecheckSeconds));
    }

    [Fact]
    public void Of_several_the_one_that_takes_writes_is_used_and_a_new_one_found_within_a_second()
    {
        var read = DatabaseHosts.Read("Host=one,two:5433;Database=creatorflow");
        Assert.Equal(("primary", 1), (read.TargetSessionAttributes, read.HostRecheckSeconds));
    }

    [Fact]
    public void What_the_string_says_of_it_stands()
    {
        var read = DatabaseHosts.Read("Host=one,two;Target Session Attributes=read-write;Host Recheck Seconds=7");
        Assert.Equal(("read-write", 7), (read.TargetSessionAttributes, read.HostRecheckSeconds));
    }

    [Theory]
    [InlineData("one", "one 5432")]
    [InlineData("one, two:5433", "one 5432, two 5433")]
    [InlineData("/run/postgresql", "/run/postgresql 5432")]
    [InlineData("::1", "::1 5432")]
    [InlineData("[::1]:5433,10.0.0.1", "::1 5433, 10.0.0.1 5432")]
    public void Hosts_and_ports_are_told_apart(string hosts, string expected) =>
        Assert.Equal(expected, string.Join(", ", DatabaseHosts.Of(new NpgsqlConnectionStringBuilder { Host = hosts, Port = 5432 }).Select(each => $"{each.Host} {each.Port}")));
}
