using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CreatorFlow.Gateway.Tls;

/// <summary>TLS 1.2 and 1.3 with HTTP/2 at every <c>https</c> address that the gateway listens on.</summary>
internal static class TlsRegistration
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TlsOptions>().BindConfiguration(TlsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ServerCertificate>().AddHostedService(p => p.GetRequiredService<ServerCertificate>());
        builder.Services.AddOptions<KestrelServerOptions>().Configure<ServerCertificate>((kestrel, certificate) => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            if (certificate.Current is null) return;
            https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
            https.OnAuthenticate = (_, handshake) => (handshake.ServerCertificateSelectionCallback, handshake.ServerCertificateContext) = (null, certificate.Current);
        }));
    }
}
