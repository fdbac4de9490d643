using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CreatorFlow.Tests.Contracts.Documentation.Settings;

/// <summary>What the compiler wrote down of an assembly's XML comments, as Markdown.</summary>
internal sealed partial class Summaries(Assembly assembly)
{
    private readonly Dictionary<string, XElement> members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => (string)m.Attribute("name")!, StringComparer.Ordinal);

    /// <returns>Null when the property has none.</returns>
    public string? Of(PropertyInfo property) => members.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}")?.Element("summary") is { } summary
        ? Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
        : null;

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" or "paramref" } other => $"`{Named().Match((string?)other.Attribute("cref") ?? "").Value}`",
        XElement code => $"`{code.Value}`",
        _ => node.ToString(),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[^.:]*\.?[^.:]*$")]
    private static partial Regex Named();
}
