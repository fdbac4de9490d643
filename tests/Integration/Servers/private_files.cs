using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class Private_files
{
    /// <summary>Two components that died at once are back at once, and each has the runtime file written.</summary>
    [Fact]
    public async Task Writers_at_once_leave_one_of_their_files_whole_and_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("creatorflow-private-");
        try
        {
            var path = Path.Combine(folder.FullName, "runtime.json");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
            {
                for (var i = 0; i < 25; i++) PrivateFile.Write(path, new Written(writer, new string('x', 10_000)));
            })));
            Assert.InRange(PrivateFile.Read<Written>(path)!.By, 0, 7);
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record Written(int By, string Content);
}
