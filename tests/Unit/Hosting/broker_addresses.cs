using CreatorFlow.Hosting.Bus;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Broker_addresses
{
    [Theory]
    [InlineData("amqp://user:p%40ss@one:5672/", "amqp://user:p%40ss@one:5672/", "one:5672")]
    [InlineData("amqp://one", "amqp://one/", "one")]
    [InlineData("amqp://user:pw@one:1,two:2,three/shop%2Fa", "amqp://user:pw@one:1/shop%2Fa", "one:1 two:2 three")]
    [InlineData("amqps://user:pw@one, two/", "amqps://user:pw@one/", "one two")]
    public void Name_one_node_or_all_of_a_cluster(string text, string first, string nodes)
    {
        Assert.True(BrokerAddress.TryParse(text, out var address));
        Assert.Equal(first, address.Uri.AbsoluteUri);
        Assert.Equal(nodes.Split(' '), address.Nodes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one:5672")]
    [InlineData("http://one:5672/")]
    [InlineData("amqp://user:pw@one,,two/")]
    public void That_name_none_are_refused(string text) => Assert.False(BrokerAddress.TryParse(text, out _));
}
