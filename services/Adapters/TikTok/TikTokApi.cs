using CreatorFlow.Adapters.Channels;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Posts a signed request to TikTok Shop and reads the envelope <c>{code, message, request_id, data}</c>: one call, no retry. Thread-safe.</summary>
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

    /// <param name="account">Whose.</param>
    /// <param name="path">Path without query.</param>
    /// <param name="parameters">Query beside what every call carries.</param>
    /// <param name="body">Becomes JSON; signed as it is sent.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ApiAnswer<T>> PostAsync<T>(
        TikTokAccount account, string path, IReadOnlyDictionary<string, string> parameters, object body, CancellationToken cancellation) where T : class
    {
        using var http = clients.CreateClient(Client);
        using var request = Request(account, path, parameters, JsonSerializer.Serialize(body, Json));
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

    private HttpRequestMessage Request(TikTokAccount account, string path, IReadOnlyDictionary<string, string> parameters, string body)
    {
        var query = new Dictionary<string, string>(parameters)
        {
            ["app_key"] = account.AppKey,
            ["timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (account.ShopCipher is { } cipher) query["shop_cipher"] = cipher;
        query["sign"] = RequestSignature.Of(account.AppSecret, path, query, body);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(account.Api, QueryHelpers.AddQueryString(path, query!)));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
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

/// <summary>What every answer is wrapped in.</summary>
internal sealed record ApiEnvelope
{
    public required long Code { get; init; }
    public JsonElement? Data { get; init; }
}
