using System.Net;
using System.Text.Json;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Auth;

/// <summary>Asks the Dashboard API for a key by its hash or its id: the key itself stays here. Thread-safe.</summary>
internal sealed partial class KeyLookup(ServiceClient client, IOptions<ServiceAddresses> addresses, IOptions<InternalTokenOptions> token, ILogger<KeyLookup> logger)
{
    private readonly Uri address = new(new Uri(addresses.Value.Dashboard), "/internal/keys/lookup");

    public async Task<KeyAnswer> FindAsync(KeyQuestion wanted)
    {
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(wanted) };
            question.Headers.Add(InternalTokenFilter.Header, token.Value.Token);
            using var answer = await client.Http.SendAsync(question);
            return await ReadAsync(answer);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            NotAsked(logger, e.GetType().Name);
            return KeyAnswer.Unreachable;
        }
    }

    private async Task<KeyAnswer> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound) return KeyAnswer.NotKnown;
        if (answer.IsSuccessStatusCode) return KeyAnswer.Known((await answer.Content.ReadFromJsonAsync<KeyIdentity>())!);
        NotAsked(logger, $"status {(int)answer.StatusCode}");
        return KeyAnswer.Unreachable;
    }

    [LoggerMessage(5101, LogLevel.Warning, "An API key could not be looked up: {Error}")]
    private static partial void NotAsked(ILogger logger, string error);
}
