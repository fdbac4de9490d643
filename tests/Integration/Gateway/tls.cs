using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CreatorFlow.Gateway;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>The gateway with a certificate of its own.</summary>
public sealed class Tls : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-tls-");
    private readonly (string Plain, string Secure) addresses = (RunningService.FreeAddress(), RunningService.FreeAddress().Replace("http:", "https:", StringComparison.Ordinal));
    private UpstreamService upstream = null!;
    private RunningService gateway = null!;

    private string Certificate => Path.Combine(folder.FullName, "fullchain.pem");

    private string Key => Path.Combine(folder.FullName, "privkey.pem");

    public async Task InitializeAsync()
    {
        upstream = await UpstreamService.StartAsync();
        Write("first", folder);
        gateway = await RunningService.StartAsync(typeof(GatewayModule), new()
        {
            ["Services__Ingest"] = upstream.Address, ["Services__IngestHttp2"] = upstream.Http2Address, ["Services__Dashboard"] = upstream.Address,
            ["Internal__Token"] = GatewayUnderTest.Token, ["Keys__Directory"] = folder.CreateSubdirectory("keys").FullName,
            ["Kestrel__Endpoints__Http__Url"] = addresses.Plain, ["Kestrel__Endpoints__Https__Url"] = addresses.Secure,
            ["Tls__Certificate"] = Certificate, ["Tls__Key"] = Key, ["Tls__LookEveryMs"] = "50",
        }, addresses.Plain);
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Https_speaks_HTTP2_and_tells_browsers_to_stay_with_it()
    {
        var (names, answer) = await AskAsync();
        using (answer)
        {
            Assert.Equal(HttpVersion.Version20, answer.Version);
            Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        }
        // With what lies between it and the root, without which phones refuse it.
        Assert.Equal(["CN=first", "CN=between"], names);
        using var plain = new HttpClient();
        using var unsafely = await plain.GetAsync(new Uri(addresses.Plain + "/health/live"));
        Assert.False(unsafely.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_without_a_restart_and_a_broken_file_changes_nothing()
    {
        var pid = gateway.Pid;
        Write("second", folder);
        await Eventually.Async(async () => await NameAsync() == "CN=second");
        await File.WriteAllTextAsync(Certificate, "-----BEGIN CERTIFICATE-----\nhalf of it");
        await Eventually.Async(() => File.ReadAllText(gateway.LogFile).Contains("cannot be read", StringComparison.Ordinal));
        Assert.Equal("CN=second", await NameAsync());
        Write("third", folder);
        await Eventually.Async(async () => await NameAsync() == "CN=third");
        Assert.Equal(pid, gateway.Pid);
    }

    [Fact]
    public async Task A_secret_that_Kubernetes_renews_behind_links_that_stay_is_used()
    {
        Mount("second");
        foreach (var file in new[] { Certificate, Key })
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, Path.Combine("..data", Path.GetFileName(file)));
        }
        await Eventually.Async(async () => await NameAsync() == "CN=second");
        Mount("third");
        await Eventually.Async(async () => await NameAsync() == "CN=third");
    }

    /// <summary>As kubelet does it: a folder for each version, and a link to that of now.</summary>
    private void Mount(string name)
    {
        Write(name, folder.CreateSubdirectory($"..{name}"));
        var now = Path.Combine(folder.FullName, "..data");
        if (Directory.Exists(now)) Directory.Delete(now);
        Directory.CreateSymbolicLink(now, $"..{name}");
    }

    private async Task<string> NameAsync()
    {
        var (names, answer) = await AskAsync();
        answer.Dispose();
        return names[0];
    }

    /// <summary>On a connection of its own.</summary>
    private async Task<(List<string> Names, HttpResponseMessage Answer)> AskAsync()
    {
        var names = new List<string>();
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = (_, shown, chain, _) =>
                {
                    names.Add(shown!.Subject);
                    names.AddRange(chain!.ChainPolicy.ExtraStore.Select(c => c.Subject).Where(name => name != shown.Subject));
                    return true;
                },
            },
        };
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        return (names, await http.GetAsync(new Uri(addresses.Secure + "/health/live")));
    }

    /// <summary>A certificate that is signed by one between it and the root.</summary>
    private static void Write(string name, DirectoryInfo to)
    {
        var now = DateTimeOffset.UtcNow;
        using ECDsa rootKey = NewKey(), betweenKey = NewKey(), key = NewKey();
        using var root = Request("root", rootKey, signs: true).CreateSelfSigned(now.AddDays(-3), now.AddDays(90));
        using var between = Request("between", betweenKey, signs: true).Create(root, now.AddDays(-2), now.AddDays(60), RandomNumberGenerator.GetBytes(8));
        using var signer = between.CopyWithPrivateKey(betweenKey);
        using var leaf = Request(name, key, signs: false).Create(signer, now.AddDays(-1), now.AddDays(30), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(to.FullName, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(to.FullName, "fullchain.pem"), $"{leaf.ExportCertificatePem()}\n{between.ExportCertificatePem()}\n");
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CertificateRequest Request(string name, ECDsa key, bool signs)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (signs) request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
