using Xunit;

namespace CreatorFlow.Testing;

/// <summary>A run of minutes: skipped unless its environment variable, which says how long it is to be, is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AskedForFactAttribute : FactAttribute
{
    public AskedForFactAttribute(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) Skip = $"2026-11-22: takes minutes, so it runs where {variable} asks for it.";
    }
}
