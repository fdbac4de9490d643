using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace CreatorFlow.Tests.Contracts.Documentation.Settings;

/// <summary>The settings of every class that has a <c>const string Section</c>, in all assemblies of ours that lie beside the tests.</summary>
internal static class OptionSettings
{
    private static readonly Dictionary<string, string> Services = new()
    {
        ["Gateway"] = "gateway", ["Ingest"] = "Ingest", ["Projection"] = "Projection", ["Adapters"] = "Adapters", ["Dashboard"] = "Dashboard API",
        ["Agent"] = "agent", ["Simulator"] = "Simulator",
    };

    /// <summary>Who uses the sections that belong to no one service.</summary>
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["Archive"] = "tool", ["Callbacks"] = "Adapters, Dashboard API", ["CaughtUp"] = "every service", ["Internal"] = "gateway, Ingest, Dashboard API", ["Keys"] = "gateway, Ingest, Adapters, Dashboard API",
        ["Partitions"] = "Ingest, Projection, Adapters, Dashboard API, tool", ["Secrets"] = "every service", ["Stopping"] = "every service", ["Tracing"] = "every service",
    };

    public static IReadOnlyList<Setting> All { get; } = [.. Assemblies().SelectMany(Of)];

    private static IEnumerable<Assembly> Assemblies() => Directory.GetFiles(AppContext.BaseDirectory, "CreatorFlow.*.dll").Select(Path.GetFileNameWithoutExtension)
        .Where(name => !name!.Contains("Test", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Assembly.Load(name!));

    private static IEnumerable<Setting> Of(Assembly assembly)
    {
        var classes = assembly.GetTypes().Where(t => Section(t) is not null).OrderBy(Section, StringComparer.Ordinal).ToList();
        if (classes.Count == 0) yield break;
        var summaries = new Summaries(assembly);
        foreach (var type in classes)
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
                yield return Describe(property, Activator.CreateInstance(type)!, Section(type)!, summaries);
    }

    private static string? Section(Type type) => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field && field.FieldType == typeof(string)
        ? (string)field.GetRawConstantValue()!
        : null;

    private static Setting Describe(PropertyInfo property, object defaults, string section, Summaries summaries)
    {
        var list = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
        var secret = property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.Password;
        var says = summaries.Of(property) ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no summary.");
        return new($"{section.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}{(list ? "__0" : "")}", Service(property, section),
            list ? "" : Value(property.GetValue(defaults)), Allowed(property), secret ? $"{Setting.Secret} {says}" : says);
    }

    private static string Service(PropertyInfo property, string section) =>
        Services.GetValueOrDefault(property.DeclaringType!.Assembly.GetName().Name!["CreatorFlow.".Length..]) ?? Shared[section];

    private static string Allowed(PropertyInfo property)
    {
        var kind = property.PropertyType == typeof(bool) ? ["`true`, `false`"] : property.PropertyType == typeof(TimeSpan) ? ["`d.hh:mm:ss`"] : Array.Empty<string>();
        return string.Join("; ", kind.Concat(property.GetCustomAttributes<ValidationAttribute>().Select(Rule)).Where(rule => rule.Length > 0));
    }

    private static string Rule(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"{Number(range.Minimum)} to {Number(range.Maximum)}",
        RequiredAttribute => "required",
        MinLengthAttribute length => $"at least {length.Length} characters",
        MaxLengthAttribute length => $"at most {Number(length.Length)} characters",
        RegularExpressionAttribute pattern => $"`{pattern.Pattern}`",
        UrlAttribute => "an address",
        DataTypeAttribute => "",
        _ => rule.FormatErrorMessage("it").TrimEnd('.'),
    };

    private static string Value(object? value) => value is null or "" ? "" : $"`{Number(value)}`";

    private static string Number(object value) => value switch
    {
        int or long or ushort => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        bool flag => flag ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
