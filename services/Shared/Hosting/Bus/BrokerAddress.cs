using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>
/// Where the broker is: <c>ConnectionStrings:RabbitMq</c>, an amqp address with its credentials. A cluster's has all its nodes, parted by
/// commas: <c>amqp://user:password@one:5672,two:5672,three:5672/vhost</c>.
/// </summary>
/// <param name="Uri">The address, of the first node where there are several.</param>
public sealed record BrokerAddress(Uri Uri)
{
    /// <summary>Every node as <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<string> Nodes { get; private init; } = [Uri.Authority];

    /// <exception cref="InvalidOperationException">It is not configured, or cannot be read.</exception>
    public static BrokerAddress Of(IConfiguration configuration) => TryParse(configuration.GetConnectionString("RabbitMq")
        ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is missing."), out var address)
        ? address : throw new InvalidOperationException("ConnectionStrings:RabbitMq cannot be read; it looks like amqp://user:password@host:5672/vhost");

    /// <summary>False where the text is no such address.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BrokerAddress? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        // .NET's own reader takes no list of hosts: what follows the first is cut out before it.
        var begin = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.IndexOf('/', Math.Min(begin, text.Length)) is >= 0 and var slash ? slash : text.Length;
        var hosts = text[..end].LastIndexOf('@') + 1 is > 0 and var at ? at : Math.Min(begin, end);
        var nodes = text[hosts..end].Split(',', StringSplitOptions.TrimEntries);
        if (!Uri.TryCreate(text[..hosts] + nodes[0] + text[end..], UriKind.Absolute, out var first) || first.Scheme is not ("amqp" or "amqps") || Array.Exists(nodes, n => n.Length == 0)) return false;
        address = new(first) { Nodes = nodes };
        return true;
    }

    /// <summary>A connection that stays closed once it was lost: whoever uses it makes a new one, and knows by that what was lost with it. Nodes are tried in any order.</summary>
    /// <param name="name">What the broker's own pages call it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">No broker there.</exception>
    public Task<IConnection> ConnectAsync(string name, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = Uri, ClientProvidedName = name, AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10), RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        };
        return Nodes.Count == 1 ? factory.CreateConnectionAsync(cancellation) : factory.CreateConnectionAsync(Nodes.Select(node => Endpoint(node, factory.Ssl.Enabled)), cancellation);
    }

    private static AmqpTcpEndpoint Endpoint(string node, bool tls)
    {
        var endpoint = AmqpTcpEndpoint.Parse(node);
        endpoint.Ssl = new(endpoint.HostName, enabled: tls);
        return endpoint;
    }
}
