using CreatorFlow.Adapters.Channels;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Sends a signed request to TikTok Shop and reads the envelope <c>{code, message, request_id, data}</c>: one call, no retry. Thread-safe.</summary>
internal sealed class TikTokApi(IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string Client = "tiktok";

    /// <summary>Code of a call that was given up.</summary>
    public const string Timeout = "tiktok.timeout";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new TextOrNumber() },
    };

    public async Task<ApiAnswer<T>> AskAsync<T>(TikTokAccount account, ApiCall call, CancellationToken cancellation) where T : class
    {
        using var http = clients.CreateClient(Client);
        using var request = Request(account, call);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return Read<T>(response, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException)
        {
            return Failed<T>(ApiFailure.NoAnswer("tiktok.unreachable"));
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed<T>(ApiFailure.NoAnswer(Timeout));
        }
    }

    private HttpRequestMessage Request(TikTokAccount account, ApiCall call)
    {
        var body = call.Body is { } content ? JsonSerializer.Serialize(content, Json) : "";
        var query = new Dictionary<string, string>(call.Parameters)
        {
            ["app_key"] = account.AppKey,
            ["timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (account.ShopCipher is { } cipher) query["shop_cipher"] = cipher;
        query["sign"] = RequestSignature.Of(account.AppSecret, call.Path, query, body);
        var request = new HttpRequestMessage(call.Method, new Uri(account.Api, QueryHelpers.AddQueryString(call.Path, query!)));
        if (call.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add("x-tts-access-token", account.AccessToken);
        return request;
    }

    /// <summary>A 503 is not a limit: only 429 and its code are (rate limits, May 2026).</summary>
    private ApiAnswer<T> Read<T>(HttpResponseMessage response, byte[] body) where T : class
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"tiktok.http_{(int)response.StatusCode}");
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return Failed<T>(ApiFailure.NoAnswer(status) with { IsThrottle = true, RetryAfter = StatedWait.Of(response.Headers, clock.GetUtcNow()) });
        if ((int)response.StatusCode >= 500) return Failed<T>(ApiFailure.NoAnswer(status) with { MeetsEveryCall = false, RetryAfter = StatedWait.Of(response.Headers, clock.GetUtcNow()) });
        return Envelope<T>(body) ?? Failed<T>(response.IsSuccessStatusCode ? ApiFailure.Unreadable : new ApiFailure(status));
    }

    /// <summary>What the envelope says, or null when it is none. A refusal's data may have any shape.</summary>
    private static ApiAnswer<T>? Envelope<T>(byte[] body) where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<ApiEnvelope>(body, Json) is not { } envelope) return null;
            if (envelope.Code != TikTokCodes.Success) return Failed<T>(ApiFailure.Numbered(envelope.Code));
            return new(envelope.Data is { ValueKind: JsonValueKind.Object } data ? data.Deserialize<T>(Json) : null, null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiAnswer<T> Failed<T>(ApiFailure failure) where T : class => new(null, failure);
}

/// <summary>One call: what is asked, and which limit counts.</summary>
/// <param name="Method">GET has no body.</param>
/// <param name="Kind">Name of its limit: TikTok counts by API.</param>
/// <param name="Path">Without query.</param>
/// <param name="Body">Becomes JSON, signed as it is sent; null for none.</param>
internal sealed record ApiCall(HttpMethod Method, string Kind, string Path, object? Body = null)
{
    /// <summary>Query beside what every call carries.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}

/// <summary>What every answer is wrapped in.</summary>
internal sealed record ApiEnvelope
{
    public required long Code { get; init; }
    public JsonElement? Data { get; init; }
}
