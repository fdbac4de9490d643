using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using CreatorFlow.Hosting.Outbound;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Channels;

/// <summary>Where platforms answer that are none of the public ones.</summary>
internal sealed class PlatformOptions : IValidatableObject
{
    public const string Section = "Platforms";

    /// <summary>Addresses that a connection's <c>apiBaseUrl</c> may name though they are not public or not https, such as <c>http://simulator:8080</c>: for simulators
    /// and private installations. Without, Adapters call public addresses by https alone, whatever a connection names.</summary>
    public string[] Addresses { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Addresses
        .Where(address => !new UrlAttribute().IsValid(address))
        .Select(address => new ValidationResult($"{Section}:{nameof(Addresses)}: '{address}' is no address."));
}

/// <summary>Keeps Adapters' calls, which carry tokens, out of our own network: judged at every connection, by the addresses that the name stands for then. Thread-safe.</summary>
internal sealed class PlatformAddresses(IOptions<PlatformOptions> options, CallbackGuard guard)
{
    private readonly HashSet<string> known = [.. options.Value.Addresses.Select(address => OriginOf(new Uri(address)))];

    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        known.Contains(OriginOf(context.InitialRequestMessage.RequestUri!)) ? OpenAsync(context, cancellation) : guard.ConnectAsync(context, cancellation);

    private static string OriginOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

internal static class PlatformAddressRegistration
{
    /// <summary>Guards every HTTP client of the service: to be added after them. One that judges by itself stays as it is.</summary>
    public static IServiceCollection AddPlatformAddresses(this IServiceCollection services)
    {
        services.AddOptions<PlatformOptions>().BindConfiguration(PlatformOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PlatformAddresses>();
        return services.ConfigureAll<HttpClientFactoryOptions>(client => client.HttpMessageHandlerBuilderActions.Add(Guard));
    }

    private static void Guard(HttpMessageHandlerBuilder builder)
    {
        if (builder.PrimaryHandler is not SocketsHttpHandler { ConnectCallback: null } handler) return;
        handler.UseProxy = false;
        handler.ConnectCallback = builder.Services.GetRequiredService<PlatformAddresses>().ConnectAsync;
    }
}
