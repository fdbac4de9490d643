using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Tls;

/// <summary>
/// The certificate as its files have it now: new connections get a renewed one without a restart, and those that are open are not
/// disturbed. Files that cannot be read, half written ones too, leave the last one in its place. Thread-safe.
/// </summary>
/// <remarks>Looked at by time and not watched: files that are links, as Kubernetes mounts them, change without an event. The time is that of what a link leads to.</remarks>
internal sealed partial class ServerCertificate : BackgroundService
{
    private readonly TlsOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private (DateTime, DateTime) read;

    /// <exception cref="CryptographicException">The files hold no certificate with its key.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public ServerCertificate(IOptions<TlsOptions> options, TimeProvider clock, ILogger<ServerCertificate> logger)
    {
        (this.options, this.clock, this.logger) = (options.Value, clock, logger);
        if (this.options.Certificate is null) return;
        read = Written();
        Current = Read();
    }

    /// <summary>With what lies between it and the root; null where none is given.</summary>
    public SslStreamCertificateContext? Current { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Current is null) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.LookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    private void Look()
    {
        try
        {
            var written = Written();
            if (written == read) return;
            Current = Read();
            read = written;
            Renewed(logger, Current.TargetCertificate.NotAfter.ToUniversalTime());
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            NotRenewed(logger, e.GetType().Name);
        }
    }

    private SslStreamCertificateContext Read()
    {
        var certificate = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
        var between = new X509Certificate2Collection();
        between.ImportFromPemFile(options.Certificate!);
        return SslStreamCertificateContext.Create(certificate, between, offline: true);
    }

    private (DateTime, DateTime) Written() => (Written(options.Certificate!), Written(options.Key!));

    /// <summary>A link that stays has a time of its own: Kubernetes changes another one, on the way.</summary>
    private static DateTime Written(string file) => (File.ResolveLinkTarget(file, returnFinalTarget: true) ?? new FileInfo(file)).LastWriteTimeUtc;

    [LoggerMessage(1301, LogLevel.Information, "A new certificate is used, good until {Until:u}")]
    private static partial void Renewed(ILogger logger, DateTime until);

    [LoggerMessage(1302, LogLevel.Warning, "The new certificate cannot be read ({Error}); the last one is used")]
    private static partial void NotRenewed(ILogger logger, string error);
}
