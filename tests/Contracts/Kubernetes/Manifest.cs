using YamlDotNet.RepresentationModel;

namespace CreatorFlow.Tests.Contracts.Kubernetes;

/// <summary>One object of a file under deploy/kubernetes, or a part of one.</summary>
internal sealed record Manifest(string File, YamlNode Node)
{
    public static IReadOnlyList<Manifest> All { get; } = [.. Directory.EnumerateFiles(Repository.File("deploy", "kubernetes"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Read)];

    public string Kind => Text("kind");

    public string Name => Text("metadata", "name");

    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>The pod's own specification, of what makes pods.</summary>
    public Manifest Pod => At("spec", "template", "spec");

    public IEnumerable<Manifest> Containers => Pod.List("initContainers").Concat(Pod.List("containers"));

    public static IEnumerable<Manifest> Of(params string[] kinds) => All.Where(m => kinds.Contains(m.Kind));

    /// <exception cref="KeyNotFoundException">There is no such part; the message says of what.</exception>
    public Manifest At(params string[] path) => new(File, path.Aggregate(Node, (node, key) => Child(node, key)
        ?? throw new KeyNotFoundException($"{File}: no {key} of {string.Join('.', path)}")));

    public string Text(params string[] path) => ((YamlScalarNode)At(path).Node).Value!;

    public IEnumerable<Manifest> List(string key) => Child(Node, key) is YamlSequenceNode list ? list.Children.Select(child => new Manifest(File, child)) : [];

    public IEnumerable<string> Texts(string key) => List(key).Select(item => item.Text());

    /// <summary>Every part that is a mapping, however deep.</summary>
    public IEnumerable<Manifest> Parts() => Node.AllNodes.OfType<YamlMappingNode>().Select(node => new Manifest(File, node));

    public string? TextOrNone(string key) => Child(Node, key) is YamlScalarNode text ? text.Value : null;

    private static YamlNode? Child(YamlNode node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static IEnumerable<Manifest> Read(string file)
    {
        var stream = new YamlStream();
        using var text = System.IO.File.OpenText(file);
        stream.Load(text);
        return stream.Documents.Select(document => new Manifest(file, document.RootNode));
    }
}
