using System.Globalization;

namespace CreatorFlow.Tests.Faults;

/// <summary>What the environment asks of a run.</summary>
internal static class Asked
{
    /// <summary>The variable that asks for every fault, each as short as it can be and still say something.</summary>
    public const string ForAll = "CREATORFLOW_FAULTS";

    /// <summary>Whether it does.</summary>
    public static bool IsForAll => Environment.GetEnvironmentVariable(ForAll) is not null;

    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
