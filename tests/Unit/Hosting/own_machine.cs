using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class An_agents_address
{
    [Theory]
    [InlineData("http://localhost:3001", true)]
    [InlineData("https://localhost:3001", true)]
    [InlineData("http://127.0.0.1:24001", true)]
    [InlineData("http://agent.example.com:3001", false)]
    [InlineData("http://localhost.example.com:3001", false)]
    [InlineData("http://me@localhost:3001", false)]
    [InlineData("http://localhost:3001/", false)]
    [InlineData("http://localhost:3001; script-src *", false)]
    [InlineData("http://localhost", false)]
    [InlineData("ws://localhost:3001", false)]
    [InlineData("localhost:3001", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_on_the_machine_of_whoever_reads_it_and_nothing_more(string? address, bool valid) => Assert.Equal(valid, new OwnMachineAttribute().IsValid(address));
}
