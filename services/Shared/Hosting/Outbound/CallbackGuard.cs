using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Outbound;

/// <summary>Asks the system's resolver for a name's addresses.</summary>
/// <exception cref="SocketException">There is no such name, or nobody can say.</exception>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellation);

/// <summary>
/// Keeps calls to addresses that people name away from our own network. An address is judged when it is named and again at every
/// connection, which goes to the very addresses that were judged: a name that says something else by then changes nothing.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class CallbackGuard(IOptions<CallbackOptions> options, ResolveName resolve)
{
    /// <summary>No https address, or one with a user, a fragment or characters that none has.</summary>
    public const string Invalid = "address.invalid";

    /// <summary>Its name stands for nothing.</summary>
    public const string Unresolved = "address.unresolved";

    /// <summary>It leads, or may lead, to where nobody outside comes.</summary>
    public const string Forbidden = "address.forbidden";

    /// <summary>Its port is not one that is called.</summary>
    public const string PortForbidden = "address.port_forbidden";

    private const int LongestAddress = 1_000;
    private const int MostOfEachFamily = 2;
    private static readonly TimeSpan AddressPatience = TimeSpan.FromSeconds(3);
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
    private readonly IPNetwork[] allowed = [.. options.Value.AllowedNetworks.Select(text => IPNetwork.Parse(text)), .. options.Value.AllowLoopback ? Loopback : []];

    /// <summary>Judges an address as somebody wrote it, its name's addresses too.</summary>
    /// <returns>The address, or a stable code for which it is refused.</returns>
    public async Task<(Uri? Address, string? Refusal)> JudgeAsync(string? text, CancellationToken cancellation)
    {
        if (Read(text) is not { } address) return (null, Invalid);
        try
        {
            await AddressesAsync(address.Scheme, address.IdnHost, address.Port, cancellation);
            return (address, null);
        }
        catch (AddressRefusedException e)
        {
            return (null, e.Code);
        }
    }

    /// <summary>What calls such addresses: no redirect, proxy, cookie, trace header or figure by host, and a connection only to addresses that were judged.</summary>
    public SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null, // nor a span of its own: an address may hold somebody's secret
        MeterFactory = new UnheardMeters(),
        MaxResponseHeadersLength = 16, // KB
        MaxResponseDrainSize = 4_096, // an answer's body is nobody's: what is longer ends the connection
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Resolves the name once, judges all that it stands for, and connects to one of these.</summary>
    /// <exception cref="AddressRefusedException">It may not be called.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await AddressesAsync(context.InitialRequestMessage.RequestUri!.Scheme, host, port, cancellation);
        for (var i = 0; ; i++)
        {
            try
            {
                return await OpenAsync(addresses[i], port, i == addresses.Length - 1 ? Timeout.InfiniteTimeSpan : AddressPatience, cancellation);
            }
            catch (Exception e) when (i < addresses.Length - 1 && (e is SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested)))
            {
                // The next address of the same name may answer.
            }
        }
    }

    private static async Task<Stream> OpenAsync(IPAddress address, int port, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(patience);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), late.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Uri? Read(string? text)
    {
        if (text is not { Length: > 0 and <= LongestAddress } || text.Any(c => c is <= ' ' or '\u007f' or '\\')) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address is not { UserInfo: "", Fragment: "" } || text.Contains('@', StringComparison.Ordinal) && HasUser(text)) return null;
        if (address.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)) return null;
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && options.Value.AllowLoopback) ? address : null;
    }

    // An empty user is one too: https://@example.com.
    private static bool HasUser(string text) => text.Split('/', 4) is [_, _, var authority, ..] && authority.Split('?')[0].Contains('@', StringComparison.Ordinal);

    /// <summary>Every address that a name stands for has to be one that is called: which of them is used is not the namer's to choose.</summary>
    private async Task<IPAddress[]> AddressesAsync(string scheme, string host, int port, CancellationToken cancellation)
    {
        var found = await ResolveAsync(host, cancellation);
        if (found.Length == 0) throw new AddressRefusedException(Unresolved);
        if (!found.All(address => IsAllowed(address) || PublicAddresses.Includes(address))) throw new AddressRefusedException(Forbidden);
        if (scheme != Uri.UriSchemeHttps && !(options.Value.AllowLoopback && found.All(IPAddress.IsLoopback))) throw new AddressRefusedException(Forbidden);
        if (port != 443 && !options.Value.MorePorts.Contains(port) && !found.All(IsAllowed)) throw new AddressRefusedException(PortForbidden);
        // Some of both families: a name may have many of one that this machine does not reach.
        return [.. found.GroupBy(address => address.AddressFamily).SelectMany(family => family.Take(MostOfEachFamily))];
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [PublicAddresses.Plain(literal)];
        try
        {
            return [.. (await resolve(host, cancellation)).Select(PublicAddresses.Plain)];
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private bool IsAllowed(IPAddress address) => allowed.Any(network => network.Contains(address));
}
