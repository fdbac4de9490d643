using System.Globalization;
using System.Text;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>A generator whose numbers depend on its seed alone, on every machine and in every version, and whose state can be kept.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, 2014). Not thread-safe; not for secrets.</remarks>
internal sealed class SeededRandom
{
    /// <summary>All there is to keep.</summary>
    public ulong State { get; set; }

    /// <summary>A generator of its own for each use of one seed.</summary>
    public static SeededRandom For(long seed, params ReadOnlySpan<string> uses)
    {
        var hash = 14695981039346656037UL;
        var text = string.Join('|', [seed.ToString(CultureInfo.InvariantCulture), .. uses]);
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ octet) * 1099511628211UL);
        return new SeededRandom { State = hash };
    }

    public ulong NextBits()
    {
        unchecked
        {
            State += 0x9E3779B97F4A7C15UL;
            var z = State;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to <paramref name="limit"/> less one.</summary>
    public int Next(int limit) => (int)(NextBits() % (ulong)limit);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Next(most - least + 1);

    /// <summary>True in so many cases of a hundred.</summary>
    public bool Percent(int chance) => Next(100) < chance;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    /// <summary>A UUID of version 4 made of this generator's numbers.</summary>
    public string Uuid()
    {
        Span<byte> octets = stackalloc byte[16];
        BitConverter.TryWriteBytes(octets, NextBits());
        BitConverter.TryWriteBytes(octets[8..], NextBits());
        octets[6] = (byte)((octets[6] & 0x0F) | 0x40);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return new Guid(octets, bigEndian: true).ToString("D");
    }
}
