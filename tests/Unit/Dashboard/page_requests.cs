using CreatorFlow.Dashboard.Paging;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Page_requests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("with \"quotes\", commas and \\")]
    [InlineData("ünïcödé 🎽")]
    [InlineData("")]
    public void A_cursor_names_what_it_was_made_of(string sku)
    {
        Assert.Null(PageRequest.Parse(null, PageRequest.Encode("2026-11-21", sku), parts: 2, out var page));
        Assert.Equal(("2026-11-21", sku), (page.Part(0), page.Part(1)));
        Assert.Matches("^[A-Za-z0-9_-]+$", PageRequest.Encode("2026-11-21", sku));
    }

    [Fact]
    public void A_cursor_of_another_list_is_refused() => Assert.NotNull(PageRequest.Parse(null, PageRequest.Encode("a", "b"), parts: 1, out _));

    [Fact]
    public void Without_a_wish_a_page_holds_fifty()
    {
        Assert.Null(PageRequest.Parse(null, null, parts: 1, out var page));
        Assert.Equal(50, page.Limit);
        Assert.Null(page.Part(0));
    }
}
