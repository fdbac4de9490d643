using System.Globalization;

namespace CreatorFlow.EventStore.Upcasting;

/// <summary>An event's stored name: the name itself for version 1, then <c>name_v2</c>, <c>name_v3</c>, …</summary>
/// <remarks>The version is part of the name, as Marten does it for its own schema versions, because Marten chooses a reader by the name alone.</remarks>
/// <param name="Name">Without version.</param>
/// <param name="Version">1 or more.</param>
public readonly record struct StoredName(string Name, int Version)
{
    /// <summary>Reads a stored name; whatever does not end in <c>_v</c> and a number from 2 is a name of version 1.</summary>
    public static StoredName Parse(string stored)
    {
        var mark = stored.LastIndexOf("_v", StringComparison.Ordinal);
        return mark > 0 && int.TryParse(stored.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 2
            ? new(stored[..mark], version)
            : new(stored, 1);
    }

    /// <summary>The next version of the same event.</summary>
    public StoredName Next => this with { Version = Version + 1 };

    /// <summary>As it is stored.</summary>
    public override string ToString() => Version == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}_v{Version}");
}
