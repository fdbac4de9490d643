using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace CreatorFlow.Simulator.Commerce;

/// <summary>The constant part of a platform's payloads, as JSON files beside the code that fills them in.</summary>
internal static class Template
{
    /// <summary>A copy of a template to fill in.</summary>
    /// <param name="path">Path from the project's folder.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static JsonObject Load(string path)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(path) ?? throw new FileNotFoundException(path);
        return JsonNode.Parse(file)!.AsObject();
    }

    /// <summary>Cents as the decimal text that platforms send.</summary>
    public static string Decimal(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");

    public static JsonArray ToJsonArray(this IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
