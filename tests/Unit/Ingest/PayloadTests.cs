using System.Text;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class PayloadTests
{
    [Theory]
    [InlineData("""{"a":"\u0000"}""", true)]
    [InlineData("""{"a\u0000":1}""", true)]
    [InlineData("""{"a":"\\\u0000"}""", true)]
    [InlineData("""{"a":"\\u0000"}""", false)]
    [InlineData("""{"a":"\ud83d\ude00 \u00e9 \/ \" \n"}""", false)]
    [InlineData("""{"a":"\ud83d"}""", true)]
    [InlineData("""{"a":"\ude00\ud83d"}""", true)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\ud83d\\ude00"}""", true)]
    [InlineData("""{"a":"\UD83D"}""", false)]
    [InlineData("{}", false)]
    public void Escapes_that_are_no_text_are_found(string json, bool refused) => Assert.Equal(refused, PayloadDocument.Refuse(Encoding.UTF8.GetBytes(json)) is not null);

    [Theory]
    [InlineData("2023-03-29T18:00:27.877041743Z", "2023-03-29T18:00:27.8770417Z")]
    [InlineData("2021-12-31T19:00:00-05:00", "2022-01-01T00:00:00Z")]
    [InlineData("2026-11-21T10:00:00", "2026-11-21T10:00:00Z")]
    public void Iso_times_are_read_in_utc(string text, string utc)
    {
        Assert.True(PayloadNode.TryReadTime(text, out var time));
        Assert.Equal(Given.Utc(utc), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("11/21/2026 10:00:00")]
    [InlineData("1732186800")]
    [InlineData("2026-13-41T10:00:00Z")]
    public void Other_times_are_not_guessed(string text) => Assert.False(PayloadNode.TryReadTime(text, out _));
}
