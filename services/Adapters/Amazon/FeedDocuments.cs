using System.IO.Compression;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Puts and gets documents at the addresses that Amazon hands out. They open what lies there, so no token goes along and nothing is logged of them.</summary>
internal sealed class FeedDocuments(IHttpClientFactory clients)
{
    public const string Client = "amazon-documents";
    private const int LargestBytes = 64 * 1024 * 1024;

    public static void Configure(HttpClient http)
    {
        http.Timeout = TimeSpan.FromSeconds(60);
        http.MaxResponseContentBufferSize = LargestBytes;
    }

    public async Task<AmazonAnswer> PutAsync(AmazonAccount account, FeedDocument document, byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", ListingsFeed.ContentType);
        return await SendAsync(account, document, HttpMethod.Put, content, cancellation);
    }

    public Task<AmazonAnswer> GetAsync(AmazonAccount account, FeedDocument document, CancellationToken cancellation) => SendAsync(account, document, HttpMethod.Get, null, cancellation);

    private async Task<AmazonAnswer> SendAsync(AmazonAccount account, FeedDocument document, HttpMethod method, HttpContent? content, CancellationToken cancellation)
    {
        if (AddressOf(account, document) is not { } address) return new AmazonAnswer.Unavailable("amazon.document_address");
        using var request = new HttpRequestMessage(method, address) { Content = content };
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (!response.IsSuccessStatusCode) return new AmazonAnswer.Unavailable($"amazon.document_{(int)response.StatusCode}");
            return new AmazonAnswer.Fine(document.CompressionAlgorithm == "GZIP" ? await UnpackAsync(body, cancellation) : body);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidDataException)
        {
            return new AmazonAnswer.Unavailable("amazon.document_unreadable");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new AmazonAnswer.Unavailable("amazon.timeout");
        }
    }

    /// <summary>Encrypted on its way, unless the API itself is played without.</summary>
    private static Uri? AddressOf(AmazonAccount account, FeedDocument document) =>
        Uri.TryCreate(document.Url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == account.Api.Scheme && address.Host == account.Api.Host)) ? address : null;

    private static async Task<byte[]> UnpackAsync(byte[] packed, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await gzip.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (unpacked.Length + read > LargestBytes) throw new InvalidDataException("The document is too large.");
            unpacked.Write(buffer, 0, read);
        }
        return unpacked.ToArray();
    }
}
