namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>The sample payloads in <c>tests/Contracts/payloads</c>; where they come from stands beside them.</summary>
internal static class Samples
{
    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Folder, path));

    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    private static string Folder { get; } = Path.Combine(Root(new(AppContext.BaseDirectory)), "tests", "Contracts", "payloads");

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Platform.sln"))
        ? folder.FullName
        : Root(folder.Parent ?? throw new DirectoryNotFoundException("No Platform.sln above the tests."));
}
