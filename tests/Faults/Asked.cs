using System.Globalization;

namespace CreatorFlow.Tests.Faults;

/// <summary>What the environment asks of a run.</summary>
internal static class Asked
{
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
