using System.Text;
using CreatorFlow.Dashboard.Csv;
using CreatorFlow.Dashboard.Importing;

namespace CreatorFlow.Tests.Unit.Dashboard;

public sealed class Csv_files
{
    [Theory]
    [InlineData("sku,on_hand\nA,1\nB,2\n")]
    [InlineData("sku;on_hand\r\nA;1\r\nB;2\r\n")]
    [InlineData("sku\ton_hand\rA\t1\rB\t2")]
    [InlineData("\uFEFFsku,on_hand\r\n\"A\",\"1\"\r\n\r\nB,2")]
    [InlineData(" SKU , Title,On_Hand\nA,\"two\r\nlines, and \"\"quotes\"\"\",1\nB,,+2\n")]
    public async Task Whatever_wrote_it_a_file_is_read_alike(string file)
    {
        var read = await ReadAsync(file);
        Assert.Null(read.Error);
        Assert.Equal([("A", 1L, null), ("B", 2L, null)], read.Rows.Select(r => (r.Sku, r.OnHand!.Value, r.Error)));
        Assert.Equal([1, 2], read.Rows.Select(r => r.Row));
    }

    [Fact]
    public async Task A_row_says_the_line_of_the_file_where_it_begins()
    {
        var read = await ReadAsync("sku,reason,on_hand\nA,\"three\nlines\nhere\",1\nB,,x\n");
        Assert.Equal([2, 5], read.Rows.Select(r => r.Line));
        Assert.Equal(("units.invalid", "on_hand"), (read.Rows[1].Error, read.Rows[1].Column));
    }

    [Theory]
    [InlineData("sku,on_hand,delta\n,1,\n", "sku.invalid")]
    [InlineData("sku,on_hand,delta\nA,,\n", "row.empty")]
    [InlineData("sku,on_hand,delta\nA,1,1\n", "row.ambiguous")]
    [InlineData("sku,on_hand,delta\nA,-1,\n", "units.invalid")]
    [InlineData("sku,on_hand,delta\nA,1.5,\n", "units.invalid")]
    [InlineData("sku,on_hand,delta\nA,1000000001,\n", "units.invalid")]
    [InlineData("sku,on_hand,delta\nA,99999999999999999999,\n", "units.invalid")]
    public async Task A_row_that_cannot_be_used_has_its_own_code(string file, string code) => Assert.Equal(code, Assert.Single((await ReadAsync(file)).Rows).Error);

    [Fact]
    public async Task A_place_that_is_there_twice_is_told_the_second_time()
    {
        var read = await ReadAsync("sku,location,on_hand\nA,x,1\nA,y,2\nA,x,3\n");
        Assert.Equal([null, null, "row.repeated"], read.Rows.Select(r => r.Error));
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("sku,on_hand\n", "import.empty")]
    [InlineData("name,on_hand\nA,1\n", "import.column_missing")]
    [InlineData("sku,title\nA,B\n", "import.column_missing")]
    [InlineData("sku,on_hand,ON_HAND\nA,1,2\n", "import.column_repeated")]
    [InlineData("sku,on_hand\n\"A,1\nB,2\n", "import.unreadable")]
    [InlineData("sku,on_hand\nA\0,1\n", "import.unreadable")]
    public async Task A_file_that_cannot_be_used_is_refused_whole(string file, string code) => Assert.Equal(code, (await ReadAsync(file)).Error);

    [Fact]
    public async Task Text_in_another_encoding_is_refused_and_not_guessed()
    {
        Assert.Equal("import.not_utf8", (await ImportFile.ReadAsync(new MemoryStream([.. "sku,on_hand\nA"u8, 0xe4, .. ",1\n"u8]), CancellationToken.None)).Error);
        var wide = await ImportFile.ReadAsync(new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("sku\ton_hand\nÄ\t1\n")]), CancellationToken.None);
        Assert.Equal("Ä", Assert.Single(wide.Rows).Sku);
    }

    [Fact]
    public async Task More_rows_than_a_file_may_hold_are_refused()
    {
        string File(int rows) => "sku,on_hand\n" + string.Concat(Enumerable.Range(0, rows).Select(n => $"S{n},1\n"));
        Assert.Equal(ImportFile.MostRows, (await ReadAsync(File(ImportFile.MostRows))).Rows.Count);
        Assert.Equal("import.too_many_rows", (await ReadAsync(File(ImportFile.MostRows + 1))).Error);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("TEE-RED", "TEE-RED")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    public void A_cell_that_begins_like_a_formula_is_text_and_comes_back_as_it_was(string text, string guarded)
    {
        Assert.Equal(guarded, CsvText.Guard(text));
        Assert.Equal(text, CsvText.Unguard(guarded));
    }

    [Fact]
    public async Task Lines_follow_rfc_4180()
    {
        using var file = new MemoryStream();
        await using (var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true))
        {
            await using var lines = new CsvLines(text);
            await lines.WriteAsync("a", "b");
            await lines.WriteAsync("one, \"two\"\r\nthree", -5L, null, true, "-5", new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(1)));
        }
        Assert.Equal("a,b\r\n\"one, \"\"two\"\"\r\nthree\",-5,,true,'-5,2026-11-21T09:00:00.0000000Z\r\n", Encoding.UTF8.GetString(file.ToArray()));
    }

    private static Task<ImportRows> ReadAsync(string file) => ImportFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), CancellationToken.None);
}
