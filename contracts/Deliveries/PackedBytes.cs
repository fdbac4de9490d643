using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Writes the fields of <see cref="DeliveryCodec"/>. Not thread-safe.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> bytes;
    private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);

    public PackedWriter(byte version, int count, int expectedBytes)
    {
        bytes = new(Math.Max(expectedBytes, 256));
        bytes.Write([version]);
        Length(count);
    }

    /// <summary>A number of an earlier name, or 0 and a new one.</summary>
    public void Name(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out var known);
        if (known)
        {
            Length(number);
            return;
        }
        number = names.Count;
        Length(0);
        Text(name);
    }

    /// <summary>One more than its length in bytes, and it; 0 for null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Length(0);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(text);
        Length(length + 1);
        Encoding.UTF8.GetBytes(text, bytes.GetSpan(length));
        bytes.Advance(length);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        bytes.Write(value);
    }

    public void Number(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    private void Length(int length)
    {
        var rest = (uint)length;
        var span = bytes.GetSpan(5);
        var written = 0;
        for (; rest >= 0x80; rest >>= 7) span[written++] = (byte)(rest & 0x7f | 0x80);
        span[written++] = (byte)rest;
        bytes.Advance(written);
    }
}

/// <summary>Reads what <see cref="PackedWriter"/> wrote, in the same order; throws <see cref="JsonException"/> where it ends too early or makes no sense.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private readonly List<string> names = [];
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Of deliveries, each of which takes bytes.</summary>
    public int Count() => Length() is var count && count <= rest.Length ? count : throw CutOff();

    public string Name()
    {
        var number = Length();
        if (number > names.Count) throw CutOff();
        if (number > 0) return names[number - 1];
        names.Add(RequiredText());
        return names[^1];
    }

    public string RequiredText() => Text() ?? throw CutOff();

    public string? Text() => Length() is var length and > 0 ? Encoding.UTF8.GetString(Take(length - 1)) : null;

    public ReadOnlySpan<byte> Bytes() => Take(Length());

    /// <exception cref="JsonException">No time that there is.</exception>
    public DateTimeOffset Time() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))) is var ticks && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw CutOff();

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length) throw CutOff();
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private int Length()
    {
        var length = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Take(1)[0];
            length |= (uint)(next & 0x7f) << shift;
            if (next < 0x80) return length <= int.MaxValue ? (int)length : throw CutOff();
        }
        throw CutOff();
    }

    private static JsonException CutOff() => new("A packed batch of deliveries was cut off or changed.");
}
