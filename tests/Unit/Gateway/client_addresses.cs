using System.Net;
using CreatorFlow.Gateway.Limits;

namespace CreatorFlow.Tests.Unit.Gateway;

public sealed class Client_addresses
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    public void One_sender_is_an_address_or_the_network_it_owns(string address, string sender) =>
        Assert.Equal(IPAddress.Parse(sender), ClientAddress.Of(IPAddress.Parse(address)));
}
