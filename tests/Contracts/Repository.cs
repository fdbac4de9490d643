namespace CreatorFlow.Tests.Contracts;

/// <summary>The repository's own files, found from the test's folder upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) => System.IO.File.Exists(Path.Combine(folder, "Platform.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Platform.sln"));
}
