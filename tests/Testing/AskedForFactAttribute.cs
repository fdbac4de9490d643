using Xunit;

namespace CreatorFlow.Testing;

/// <summary>A run of minutes: skipped unless an environment variable that asks for it is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AskedForFactAttribute : FactAttribute
{
    /// <param name="variables">Any of them asks for it.</param>
    public AskedForFactAttribute(params string[] variables)
    {
        if (variables.All(variable => Environment.GetEnvironmentVariable(variable) is null)) Skip = $"2026-11-22: takes minutes, so it runs where {string.Join(" or ", variables)} asks for it.";
    }
}
