using System.Text;
using System.Text.Json;
using CreatorFlow.Dashboard.Json;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Camel_case
{
    [Theory]
    [InlineData("""{"Id":"a","OnHand":5,"Nested":[{"AmountMinor":9007199254740993}]}""", """{"id":"a","onHand":5,"nested":[{"amountMinor":9007199254740993}]}""")]
    [InlineData("""{"A":1.10,"B":1e400,"C":-0.0,"D":123456789012345678901234567890}""", """{"a":1.10,"b":1e400,"c":-0.0,"d":123456789012345678901234567890}""")]
    [InlineData("""{"A": "quo\"te \u00e9 é \\ \n <b>", "B": null, "C": true, "D": false, "E": [], "F": {}}""", """{"a":"quo\"te \u00e9 é \\ \n <b>","b":null,"c":true,"d":false,"e":[],"f":{}}""")]
    [InlineData("\"Text\"", "\"Text\"")]
    public void Names_change_and_values_stay_byte_for_byte(string stored, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(JsonAnswer.ToBytes(w => CamelCase.Write(w, Encoding.UTF8.GetBytes(stored))).Span));

    [Theory]
    [InlineData("Sku")]
    [InlineData("SKU")]
    [InlineData("URLValue")]
    [InlineData("A")]
    [InlineData("AB")]
    [InlineData("ABc")]
    [InlineData("already")]
    [InlineData("I Phone")]
    [InlineData("IP Hone")]
    [InlineData("IP hone")]
    [InlineData("Id2")]
    [InlineData("X-Y")]
    [InlineData("ÜberName")]
    [InlineData("Quo\\u0074ed")]
    [InlineData("")]
    public void Names_become_what_the_serializers_policy_makes_of_them(string name)
    {
        var stored = Encoding.UTF8.GetBytes($$"""{"{{name}}":1}""");
        using var written = JsonDocument.Parse(JsonAnswer.ToBytes(w => CamelCase.Write(w, stored)));
        var plain = JsonDocument.Parse(stored).RootElement.EnumerateObject().Single().Name;
        Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(plain), written.RootElement.EnumerateObject().Single().Name);
    }

    [Fact]
    public void A_very_long_name_is_no_trouble()
    {
        var name = "N" + new string('x', 5_000);
        var written = JsonAnswer.ToBytes(w => CamelCase.Write(w, Encoding.UTF8.GetBytes($$"""{"{{name}}":1}""")));
        Assert.StartsWith("{\"nxxx", Encoding.UTF8.GetString(written.Span), StringComparison.Ordinal);
    }
}
