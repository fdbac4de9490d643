using CreatorFlow.Gateway.Routes;

namespace CreatorFlow.Tests.Unit.Gateway;

public sealed class Exact_paths
{
    [Theory]
    [InlineData("/api/v1/inventory/a%2Fb", true)]
    [InlineData("/api/v1/inventory/a%252Fb?q=1", true)]
    [InlineData("/api/v1/inventory/1.5", true)]
    [InlineData("/api/../internal", false)]
    [InlineData("/api/./x", false)]
    [InlineData("/api/%2e%2e/internal", false)]
    [InlineData("/api/x/%2E%2E/y", false)]
    [InlineData("/api\\..\\internal", false)]
    [InlineData("/api/..%5cinternal", false)]
    [InlineData("/api/v1/inventory#/x", false)]
    [InlineData("/api/v1/inventory/a%23b", true)]
    [InlineData("http://elsewhere/api/v1", false)]
    [InlineData("//api/v1", false)]
    [InlineData("/internal", false)]
    public void Only_a_path_that_means_the_same_to_everyone_is_forwarded_as_sent(string sent, bool plain) => Assert.Equal(plain, ExactPath.IsPlain(sent));
}
