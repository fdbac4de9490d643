namespace CreatorFlow.AppHost.Folder;

/// <summary>The checkout that this program was built from.</summary>
public sealed record Repository(string Root)
{
    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                return new Repository(folder.FullName);
        }

        throw new SetupException($"No Platform.sln above {AppContext.BaseDirectory}: run the AppHost from its checkout.");
    }

    public string Combine(params string[] parts) => Path.Combine([Root, .. parts]);
}
