using System.CommandLine;
using System.Text.Json;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Archiving;
using CreatorFlow.Tool.CommandLine;

namespace CreatorFlow.Tool.Archive;

/// <summary>What the commands on archives share: where the files are, how far the work is, and what may stand in its way.</summary>
internal static class ArchiveFolder
{
    public const string Stopped = "Stopped; the files that were finished stay finished. Run it again to go on.";
    private const string Variable = "Archive__Directory";

    public static Option<string> Option() => new("--folder")
    {
        Description = $"Where the files are. [default: {Variable}, or {new ArchiveOptions().Directory}]",
        DefaultValueFactory = _ => InstalledSettings.Value(Variable) ?? new ArchiveOptions().Directory,
    };

    public static Option<string?> Creator() => new("--creator") { Description = "Only this creator." };

    /// <summary>Shows the files done; what stands in the way is said as a person can act on it.</summary>
    /// <exception cref="ToolException">The work cannot be done.</exception>
    public static async Task<T> WatchAsync<T>(Screen screen, string title, Func<IProgress<ArchiveProgress>, Task<T>> work)
    {
        try
        {
            T? result = default;
            await screen.WatchFilesAsync(title, async tell => result = await work(new Teller(tell)));
            return result!;
        }
        catch (Exception e) when (e is ArchiveException or ArchivedEventsException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException(e.Message, e);
        }
        // What the domain says of a stream that it cannot fold.
        catch (Exception e) when (e is JsonException || e.GetType() == typeof(InvalidOperationException))
        {
            throw new ToolException($"A stream cannot be folded: {e.Message} Run verify.", e);
        }
    }

    /// <summary>At once and in order, where <see cref="Progress{T}"/> would hand over to the thread pool.</summary>
    private sealed class Teller(Action<long, long, long> tell) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => tell(value.Done, value.Total, value.Events);
    }
}
