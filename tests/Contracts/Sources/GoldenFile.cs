namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>What samples are translated into, in <c>tests/Contracts/Golden/translations</c>.</summary>
internal static class GoldenFile
{
    /// <summary>A file that is missing is written, and the test fails once, so that somebody reads it.</summary>
    public static void AssertSame(string name, string actual)
    {
        var path = Repository.File("tests", "Contracts", "Golden", "translations", name);
        if (File.Exists(path))
        {
            Assert.Equal(File.ReadAllText(path), actual);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, actual);
        Assert.Fail($"{name} was written: read it, commit it.");
    }
}
