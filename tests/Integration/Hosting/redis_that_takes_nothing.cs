using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Hosting;

public sealed class Redis_that_takes_nothing
{
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.")]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.")]
    [InlineData("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.")]
    public async Task Says_so_and_nobody_ends_by_it(string error)
    {
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        Assert.Null(await redis.TryEvaluateAsync("return redis.error_reply(ARGV[1])", [], [error]));
        Assert.Equal(1, await redis.TryEvaluateAsync("return 1", [], []));
    }

    [Fact]
    public async Task Or_is_not_there_and_nobody_takes_that_for_services_that_are_silent()
    {
        await using var redis = new RedisCache("127.0.0.1:9,connectTimeout=200", NullLogger<RedisCache>.Instance);
        Assert.Null(await redis.TryGetHashAsync("reports"));
        Assert.Null(await new ReportStore(redis).ReadAsync());
    }
}
