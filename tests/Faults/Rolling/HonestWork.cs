using System.Net.Http.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>What creators do all the while: they read lists and SKUs, change one SKU's number, and follow their changes by stream and by socket.</summary>
internal sealed class HonestWork(string gateway, IReadOnlyList<PlayedCreator> creators, Answers answers) : IDisposable
{
    public const string Sku = "BY-HAND";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient http = new(answers, disposeHandler: false) { BaseAddress = new Uri(gateway), Timeout = TimeSpan.FromSeconds(20) };
    private readonly HttpClient endless = new(answers, disposeHandler: false) { BaseAddress = new Uri(gateway), Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<Followed> followed = [];
    private readonly Dictionary<string, int> written = [];

    public int Resumed => followed.Sum(f => f.Resumed);

    public async Task RunAsync(CancellationToken over, CancellationToken followedUp)
    {
        var following = FollowAsync(followedUp);
        await ReadAndWriteAsync(over);
        await following;
    }

    public Task FollowAsync(CancellationToken over)
    {
        foreach (var creator in creators) followed.AddRange([new FollowedStream(endless, creator, answers), new FollowedSocket(gateway, creator, answers)]);
        return Task.WhenAll(followed.Select(f => f.RunAsync(over)));
    }

    /// <returns>When all that was asked is answered.</returns>
    public Task ReadAndWriteAsync(CancellationToken over) => Task.WhenAll(creators.SelectMany(creator => new[] { ReadAsync(creator, over), WriteAsync(creator, over) }));

    /// <summary>What streams missed or showed twice, and numbers changed by hand that are not what they were changed to.</summary>
    public async Task<List<string>> WrongAsync()
    {
        var wrong = await WrongByHandAsync();
        foreach (var reader in followed)
        {
            using var api = Api(reader.Creator);
            wrong.AddRange(await reader.WrongAsync(api));
        }
        return wrong;
    }

    /// <summary>Numbers that are not what they were changed to by hand.</summary>
    public async Task<List<string>> WrongByHandAsync()
    {
        var wrong = new List<string>();
        foreach (var creator in creators)
        {
            using var api = new CreatorApi(gateway, creator, handler: answers);
            var (expected, found) = (written[creator.Id], await api.OnHandAsync(Sku));
            if (found != expected) wrong.Add($"{creator.Id}: {found} on hand, {expected} put there by hand");
        }
        return wrong;
    }

    /// <summary>Until every reader has all that is in the feed now.</summary>
    public async Task UntilFollowedAsync(Func<string, Task<long>> headOf)
    {
        foreach (var reader in followed)
        {
            var head = await headOf(reader.Creator.Id);
            await Eventually.Async(() => reader.Has(head), TimeSpan.FromSeconds(30), $"the {reader.Kind} of {reader.Creator.Id} has come to {head}");
        }
    }

    public void Dispose()
    {
        http.Dispose();
        endless.Dispose();
    }

    private async Task ReadAsync(PlayedCreator creator, CancellationToken over)
    {
        string[] lists = ["inventory?limit=20", "orders?limit=20", "changes?limit=20", "channels", "me", "pushes?limit=20"];
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            await SendAsync(new(HttpMethod.Get, $"api/v1/{lists[i % lists.Length]}"), creator);
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    private async Task WriteAsync(PlayedCreator creator, CancellationToken over)
    {
        for (var number = 1; !over.IsCancellationRequested; number++)
        {
            var change = new HttpRequestMessage(HttpMethod.Post, $"api/v1/inventory/{Sku}/adjustments") { Content = JsonContent.Create(new { set = number, reason = "counted" }) };
            change.Headers.Add("Idempotency-Key", $"{creator.Id}-hand-{number}");
            if (await SendAsync(change, creator)) written[creator.Id] = number;
            await Task.Delay(4 * Pace, CancellationToken.None);
        }
    }

    private async Task<bool> SendAsync(HttpRequestMessage request, PlayedCreator creator)
    {
        using (request)
        {
            request.Headers.Authorization = new("Bearer", creator.Key);
            try
            {
                using var answer = await http.SendAsync(request);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return false; // written down
            }
        }
    }

    private HttpClient Api(PlayedCreator creator)
    {
        var api = new HttpClient(answers, disposeHandler: false) { BaseAddress = new Uri(gateway) };
        api.DefaultRequestHeaders.Authorization = new("Bearer", creator.Key);
        return api;
    }
}
