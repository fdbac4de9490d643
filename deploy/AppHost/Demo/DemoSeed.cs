using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.AppHost.Demo;

/// <summary>Tells the platform about the demo creators, through its own door: what is there already stays as it is.</summary>
internal sealed class DemoSeed(string dashboard, string simulator, string internalToken)
{
    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <exception cref="SetupException">The platform refused a creator.</exception>
    public async Task ApplyAsync(IEnumerable<DemoCreator> creators, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new Uri(dashboard) };
        http.DefaultRequestHeaders.Add("X-Internal-Token", internalToken);
        foreach (var creator in creators)
            await PutAsync(http, creator, cancellation);
    }

    private async Task PutAsync(HttpClient http, DemoCreator creator, CancellationToken cancellation)
    {
        var body = new { creator.Name, Connections = creator.Connections.Select(Reachable), creator.ApiKeys };
        using var answer = await http.PutAsJsonAsync($"internal/creators/{creator.Id}", body, _json, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new SetupException(
                $"The demo creator {creator.Id} was refused with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    // The Simulator's port may differ from one start to the next, so it is not kept with the rest.
    private DemoConnection Reachable(DemoConnection connection) => connection.AccessToken is null
        ? connection
        : connection with { Settings = new Dictionary<string, string>(connection.Settings) { ["apiBaseUrl"] = simulator } };
}
