using System.Reflection;
using System.Runtime.CompilerServices;

namespace CreatorFlow.Hosting.Database;

/// <summary>Loads the <c>.sql</c> files that live beside their feature and travel inside the assembly.</summary>
public static class Sql
{
    /// <summary>The text of a statement.</summary>
    /// <param name="path">Path from the project's folder, e.g. <c>Inventory/list.sql</c>.</param>
    /// <exception cref="FileNotFoundException">The calling assembly has no such file.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Load(string path) => Load(Assembly.GetCallingAssembly(), path);

    /// <summary>The text of a statement of a given assembly.</summary>
    public static string Load(Assembly assembly, string path)
    {
        using var stream = assembly.GetManifestResourceStream(path)
            ?? throw new FileNotFoundException($"{assembly.GetName().Name} has no embedded file '{path}'.", path);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
