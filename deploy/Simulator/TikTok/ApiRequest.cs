using System.Text;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>A request to TikTok's API as its signature covers it.</summary>
internal sealed record ApiRequest(string Path, IReadOnlyDictionary<string, string> Query, string Token, string Body)
{
    public static async Task<ApiRequest> OfAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return new ApiRequest(
            request.Path.Value ?? "", request.Query.ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal),
            request.Headers["x-tts-access-token"].ToString(), await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
    }
}
