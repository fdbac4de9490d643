using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Unit.Contracts;

public sealed class MinorUnitsTests
{
    [Theory]
    [InlineData("89.99", "USD", 8999L)]
    [InlineData("0.00", "USD", 0L)]
    [InlineData("12", "EUR", 1200L)]
    [InlineData("-1.50", "EUR", -150L)]
    [InlineData("5000", "IDR", 500_000L)]
    [InlineData("0.01", "IDR", 1L)]
    [InlineData("1200", "JPY", 1200L)]
    [InlineData("1200.00", "JPY", 1200L)]
    [InlineData("1.234", "KWD", 1234L)]
    [InlineData("1.2345", "CLF", 12345L)]
    [InlineData("100.10", "XXX", 10010L)]
    [InlineData("99999999999999", "CLF", 999_999_999_999_990_000L)]
    public void An_amount_becomes_whole_minor_units(string amount, string currency, long minor) =>
        Assert.Equal(new(minor, currency), MinorUnits.Of(amount, currency));

    [Theory]
    [InlineData("0.005", "USD")]
    [InlineData("1.005", "USD")]
    [InlineData("1.5", "JPY")]
    [InlineData("0.5", "VND")]
    [InlineData("1e3", "USD")]
    [InlineData("1E28", "USD")]
    [InlineData("1,000.00", "USD")]
    [InlineData(" 1.00", "USD")]
    [InlineData("free", "USD")]
    [InlineData("", "USD")]
    [InlineData("1.00", "usd")]
    [InlineData("1.00", "US")]
    [InlineData("1.00", null)]
    [InlineData(null, "USD")]
    [InlineData("999999999999999", "CLF")]
    [InlineData("99999999999999999999999999999", "USD")]
    public void An_amount_that_is_not_exact_is_none(string? amount, string? currency) => Assert.Null(MinorUnits.Of(amount, currency));

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("eur", false)]
    [InlineData("EURO", false)]
    [InlineData("E R", false)]
    [InlineData(null, false)]
    public void A_currency_is_three_capital_letters(string? code, bool expected) => Assert.Equal(expected, MinorUnits.IsCurrency(code));
}
