using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace CreatorFlow.Gateway.Page;

/// <summary>The folder of the built dashboard, which may appear after the gateway was started. Thread-safe.</summary>
internal sealed class BuiltPage(IConfiguration configuration) : IFileProvider, IDisposable
{
    public const string Setting = "Dashboard:StaticFiles";
    private static readonly NullFileProvider NotBuilt = new();
    private readonly string? folder = configuration[Setting] is { Length: > 0 } setting ? Path.GetFullPath(setting) : null;
    private PhysicalFileProvider? files;

    private IFileProvider Files => files ?? Open();

    public IFileInfo GetFileInfo(string subpath) => Files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => Files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => Files.Watch(filter);

    public void Dispose() => files?.Dispose();

    private IFileProvider Open()
    {
        if (!Directory.Exists(folder)) return NotBuilt;
        var opened = new PhysicalFileProvider(folder);
        return Interlocked.CompareExchange(ref files, opened, null) ?? opened;
    }
}
