using System.Net;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Tests.Unit.Adapters;

public sealed class Stated_waits
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2.0", 2)]
    [InlineData("86400", 86_400)]
    [InlineData("86401", 86_400)]
    [InlineData("99999999999999999999", 86_400)]
    [InlineData("Mon, 05 Jan 2026 08:01:00 GMT", 60)]
    [InlineData("Sat, 05 Jan 2126 08:00:00 GMT", 86_400)]
    [InlineData("Mon, 05 Jan 2026 07:59:00 GMT", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    public void Are_kept_to_up_to_a_day(string header, int? seconds)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        answer.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.Equal(seconds is { } asked ? TimeSpan.FromSeconds(asked) : null, StatedWait.Of(answer.Headers, Now));
    }
}
