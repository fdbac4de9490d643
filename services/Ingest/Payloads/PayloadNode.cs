using System.Text.Json;

namespace CreatorFlow.Ingest.Payloads;

/// <summary>One object of a payload. Reading what is not there gives an empty value and leaves a problem behind; see <see cref="PayloadProblems"/>.</summary>
internal readonly partial struct PayloadNode(JsonElement element, PayloadProblems problems, string path, bool anyCase = false)
{
    /// <summary>Units beyond this are a mistake of the sender, and would leave no room for sums.</summary>
    public const long MaxQuantity = 1_000_000_000;

    /// <summary>Longest id or SKU, in UTF-16 units.</summary>
    public const int MaxIdLength = 200;

    /// <summary>The first thing that could not be read in the whole payload, or null.</summary>
    public string? Problem => problems.First;

    public void Refuse(string name, string what) => problems.Add(Path(name), what);

    public bool Has(string name) => TryFind(name, out _);

    /// <summary>The same object, its fields and those inside it found in whatever letter case they are written.</summary>
    public PayloadNode InAnyCase() => new(element, problems, path, anyCase: true);

    /// <summary>An object that must be there.</summary>
    public PayloadNode Object(string name)
    {
        var child = OptionalObject(name);
        if (child is null) Refuse(name, "is missing");
        return child ?? new(default, problems, Path(name), anyCase);
    }

    public PayloadNode? OptionalObject(string name)
    {
        if (!TryFind(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Object) Refuse(name, "is not an object");
        return new(value, problems, Path(name), anyCase);
    }

    /// <summary>The objects of an array; none when the array is missing.</summary>
    public IReadOnlyList<PayloadNode> Objects(string name)
    {
        var found = new List<PayloadNode>();
        foreach (var (item, itemPath) in Items(name))
        {
            if (item.ValueKind != JsonValueKind.Object) problems.Add(itemPath, "is not an object");
            found.Add(new(item, problems, itemPath, anyCase));
        }
        return found;
    }

    /// <summary>The ids of an array of numbers or strings; none when the array is missing.</summary>
    public IReadOnlyList<string> Ids(string name)
    {
        var found = new List<string>();
        foreach (var (item, itemPath) in Items(name)) found.Add(ReadId(item, itemPath) ?? "");
        return found;
    }

    private List<(JsonElement Item, string Path)> Items(string name)
    {
        var found = new List<(JsonElement, string)>();
        if (!TryFind(name, out var value)) return found;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "is not an array");
            return found;
        }
        foreach (var item in value.EnumerateArray()) found.Add((item, $"{Path(name)}[{found.Count}]"));
        return found;
    }

    /// <summary>A null counts as missing: platforms send both for the same thing.</summary>
    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && (element.TryGetProperty(name, out value) || (anyCase && TryFindInOtherCase(name, out value)))
            && value.ValueKind != JsonValueKind.Null;
    }

    private bool TryFindInOtherCase(string name, out JsonElement value)
    {
        foreach (var property in element.EnumerateObject())
        {
            value = property.Value;
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        value = default;
        return false;
    }

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
