using System.Globalization;
using System.Text;

namespace CreatorFlow.Dashboard.Checksums;

/// <summary>Ids and versions summed up by range, so that a client can prove that its copy is the server's without reading it all again.</summary>
/// <remarks>
/// An entry is the UTF-8 of <c>{id}\0{version}</c>, hashed twice by FNV-1a, 32 bits each, once from the standard's offset basis and
/// once from <see cref="SecondBasis"/> (http://www.isthe.com/chongo/tech/comp/fnv/). A range's sum is the exclusive or of its entries,
/// so it does not depend on their order; the id alone, hashed from the standard's basis, tells the range. It finds accidents, not
/// forgeries. The dashboard computes the same (gateway/dashboard).
/// </remarks>
internal sealed class RangeChecksum
{
    public const int Ranges = 256;
    private const uint Basis = 2_166_136_261;
    private const uint SecondBasis = 0x9747_b28c;
    private const uint Prime = 16_777_619;
    private readonly (int Count, ulong Sum)[] ranges = new (int, ulong)[Ranges];

    public int Count { get; private set; }

    public void Add(string id, long version)
    {
        var entry = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\0{version}"));
        ref var range = ref ranges[RangeOf(id)];
        range = (range.Count + 1, range.Sum ^ ((ulong)Hash(Basis, entry) << 32 | Hash(SecondBasis, entry)));
        Count++;
    }

    public static int RangeOf(string id) => (int)(Hash(Basis, Encoding.UTF8.GetBytes(id)) % Ranges);

    /// <summary>The ranges that hold anything: number, entries, sum as 16 hexadecimal digits.</summary>
    public IEnumerable<(int Range, int Count, string Sum)> Filled() => ranges.Select((r, number) => (number, r.Count, r.Sum.ToString("x16", CultureInfo.InvariantCulture))).Where(r => r.Count > 0);

    private static uint Hash(uint basis, ReadOnlySpan<byte> bytes)
    {
        var hash = basis;
        foreach (var b in bytes) hash = unchecked((hash ^ b) * Prime);
        return hash;
    }
}
