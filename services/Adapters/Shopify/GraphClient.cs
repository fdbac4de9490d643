using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Asks the Admin API once: no retry.</summary>
internal sealed class GraphClient(IHttpClientFactory clients, CallBudget budget, TimeProvider clock)
{
    public async Task<GraphAnswer> AskAsync(ShopifyAccount account, GraphCall call, CancellationToken cancellation)
    {
        await using var taken = await budget.TakeAsync(account, call, cancellation);
        try
        {
            using var request = Request(account, call);
            using var http = clients.CreateClient(ShopifyHttp.Client);
            using var response = await http.SendAsync(request, cancellation);
            taken.Over();
            var answer = await AnswerAsync(account, call, taken, response, cancellation);
            if (answer is GraphAnswer.Unavailable { RetryAfter: { } wait }) await budget.EmptyAsync(account, wait);
            return answer;
        }
        catch (HttpRequestException)
        {
            taken.Over();
            return new GraphAnswer.Unavailable("shopify.unreachable");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new GraphAnswer.Unavailable("shopify.timeout");
        }
    }

    private static HttpRequestMessage Request(ShopifyAccount account, GraphCall call)
    {
        var body = new JsonObject { ["query"] = call.Document, ["variables"] = call.Variables.DeepClone() };
        var request = new HttpRequestMessage(HttpMethod.Post, account.Endpoint) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(ShopifyHttp.TokenHeader, account.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private async Task<GraphAnswer> AnswerAsync(ShopifyAccount account, GraphCall call, TakenTokens taken, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || status >= 500) return Passing(response);
        if (!response.IsSuccessStatusCode) return new GraphAnswer.Refused($"shopify.http_{status}");
        if (Parse(await response.Content.ReadAsByteArrayAsync(cancellation)) is not { } answer) return new GraphAnswer.Unavailable("shopify.unreadable");
        var cost = GraphCost.Read(answer);
        await budget.SettleAsync(account, call, taken, cost);
        return GraphErrors.Read(answer, cost);
    }

    /// <summary>Too many calls without a word of how long: a second, as where the answer's cost is missing.</summary>
    private GraphAnswer.Unavailable Passing(HttpResponseMessage response)
    {
        var wait = StatedWait.Of(response.Headers, clock.GetUtcNow());
        if (response.StatusCode == HttpStatusCode.TooManyRequests) wait ??= GraphErrors.UnstatedPause;
        return new GraphAnswer.Unavailable($"shopify.http_{(int)response.StatusCode}", wait);
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
