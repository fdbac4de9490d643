using System.Globalization;
using FsCheck;

namespace CreatorFlow.Tests.Unit.Projection;

/// <summary>How many histories are made up, and from which seed: CREATORFLOW_HISTORIES makes a run longer, CREATORFLOW_HISTORIES_SEED another one.</summary>
internal static class Histories
{
    public static long Seed { get; } = Number("CREATORFLOW_HISTORIES_SEED", 20261121);

    public static int Count(int otherwise) => (int)Number("CREATORFLOW_HISTORIES", otherwise);

    public static Config Config(int otherwise) => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(Count(otherwise)).WithReplay((ulong)Seed, 1);

    private static long Number(string variable, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
