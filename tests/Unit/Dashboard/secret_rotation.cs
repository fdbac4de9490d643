using CreatorFlow.Accounts.Connections;
using CreatorFlow.Dashboard.Connections;
using CreatorFlow.Tests.Unit.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Secret_rotation
{
    private static readonly DateTimeOffset Now = Given.ReceivedAt;
    private static readonly ConnectionSecrets First = new() { Current = "first", AccessToken = "opens" };

    [Fact]
    public void Two_are_live_and_a_third_retires_the_oldest()
    {
        var second = First.Rotated("second", Now, grace: null);
        Assert.Equal(["second", "first"], second.Live(Now.AddYears(1)));
        var third = second.Rotated("third", Now.AddDays(1), grace: null);
        Assert.Equal(["third", "second"], third.Live(Now.AddDays(1)));
        Assert.Equal((Now.AddDays(1), Now, "opens"), (third.CurrentSince, third.PreviousSince, third.AccessToken));
        Assert.Equal(["third"], third.WithoutPrevious().Live(Now));
    }

    [Fact]
    public void The_previous_ends_with_its_grace()
    {
        var rotated = First.Rotated("second", Now, TimeSpan.FromHours(1));
        Assert.Equal(["second", "first"], rotated.Live(Now.AddHours(1).AddTicks(-1)));
        Assert.Equal(["second"], rotated.Live(Now.AddHours(1)));
        Assert.Equal(["second"], First.Rotated("second", Now, TimeSpan.Zero).Live(Now));
    }

    [Theory]
    [InlineData("shopify", null, null, null, "secret.required")]
    [InlineData("standard", "whsec_short", null, null, "secret.invalid")]
    [InlineData("shopify", "has a blank in it, which none has", null, null, "secret.invalid")]
    [InlineData("shopify", "short", null, null, "secret.invalid")]
    [InlineData("standard", null, -1, null, "grace.invalid")]
    [InlineData("standard", null, 43_201, null, "grace.invalid")]
    [InlineData("standard", null, null, "00000000", "secret.rotated")]
    [InlineData("shopify", "the-secret-that-is-there-already", null, null, "secret.same")]
    public void What_cannot_be_granted_is_refused_by_a_stable_code(string platform, string? secret, int? grace, string? replaces, string code)
    {
        var connection = Given.Connection(platform, secret: "the-secret-that-is-there-already");
        var problem = Assert.IsType<ProblemHttpResult>(SecretRules.Refuse(connection, new(secret, grace, replaces)));
        Assert.Equal(code, problem.ProblemDetails.Extensions["code"]);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("amazon")]
    public void What_we_make_is_what_we_take(string platform)
    {
        var connection = Given.Connection(platform);
        var made = SecretRules.Make(platform);
        Assert.Null(SecretRules.Refuse(connection, new(made, 60, SecretId.Of(connection.Id, connection.Secrets.Current))));
        Assert.NotEqual(made, SecretRules.Make(platform));
        Assert.DoesNotContain(SecretId.Of("c", made), made, StringComparison.Ordinal);
    }
}
