using System.Text.RegularExpressions;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.Testing.Servers;

/// <summary>Of each quorum queue of a node: the file that says how it is made, an Erlang term (<c>quorum/NODE/UID/config</c>).</summary>
/// <remarks>
/// RabbitMQ 3.10 writes it anew whenever the queue starts, in place. On a disk that is full it is cut short by that, and the queue does not start any more
/// ("could not be restarted … erl_parse"), though all that it holds is still there. Changed only while the node is stopped.
/// </remarks>
public sealed partial class QueueFiles
{
    private const string SingleActiveConsumer = "single_active_consumer_on => true";
    private readonly IReadOnlyDictionary<string, QueueFile> files;

    private QueueFiles(IReadOnlyDictionary<string, QueueFile> files) => this.files = files;

    /// <summary>Those of a node's queues, while they are whole.</summary>
    public static QueueFiles Of(RabbitMqServer broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return new(Directory.EnumerateFiles(broker.DataFolder, "config", SearchOption.AllDirectories).Select(Read).ToDictionary(f => f.Queue));
    }

    /// <summary>As a full disk does it.</summary>
    public void CutShort(string queue) => File.WriteAllText(files[queue].Path, "");

    /// <summary>Makes those that are cut short anew after one that is whole, as <c>docs/troubleshooting.md</c> says it is done.</summary>
    /// <returns>The queues that can start again.</returns>
    public IReadOnlyList<string> Mend()
    {
        var broken = files.Values.Where(f => !IsWhole(f)).ToList();
        var whole = files.Values.First(f => f.HasSingleConsumer && IsWhole(f));
        foreach (var file in broken)
        {
            var text = File.ReadAllText(whole.Path).Replace(whole.Uid, file.Uid, StringComparison.Ordinal).Replace(whole.Queue, file.Queue, StringComparison.Ordinal);
            File.WriteAllText(file.Path, file.HasSingleConsumer ? text : text.Replace(SingleActiveConsumer, "single_active_consumer_on => false", StringComparison.Ordinal));
        }
        return [.. broken.Select(f => f.Queue)];
    }

    private static bool IsWhole(QueueFile file) => File.ReadAllText(file.Path).TrimEnd().EndsWith("}.", StringComparison.Ordinal);

    private static QueueFile Read(string path)
    {
        var text = File.ReadAllText(path);
        return new(path, FriendlyName().Match(text).Groups["queue"].Value, text.Contains(SingleActiveConsumer, StringComparison.Ordinal));
    }

    [GeneratedRegex("friendly_name =>\\s+\"queue '(?<queue>.+?)' in vhost", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FriendlyName();

    private sealed record QueueFile(string Path, string Queue, bool HasSingleConsumer)
    {
        public string Uid => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path)!);
    }
}
