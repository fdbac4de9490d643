using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Webhooks;
using CreatorFlow.Simulator;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>One shop of the simulated commerce. Calls are counted, held and refused on their way in; all else is the simulator's.</summary>
internal abstract class SimulatedUnderTest : ChannelUnderTest
{
    private const long Seed = 20261121;
    private readonly string folder = Directory.CreateTempSubdirectory("channel-").FullName;
    private TaskCompletionSource? held;
    private string? failingListing;
    private bool throttled;
    private int calls;

    public override int Calls => Volatile.Read(ref calls);

    /// <summary>For the adapter's HTTP client.</summary>
    protected static TimeSpan Hasty { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Articles of the shop's own catalogue.</summary>
    protected abstract int Skus { get; }

    protected SimulatedCommerce Commerce => Played.GetRequiredService<SimulatedCommerce>();

    public override void Throttle(bool on) => throttled = on;

    public override void Fail(string listingId) => failingListing = listingId;

    public override void Hang(bool on)
    {
        var waiting = Interlocked.Exchange(ref held, on ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null);
        waiting?.TrySetResult();
    }

    /// <summary>Answers in the platform's own words that there were too many calls.</summary>
    protected abstract Task AnswerThrottledAsync(HttpContext context);

    /// <summary>Answers a call that a failing listing spoils; false leaves it to the simulator.</summary>
    protected virtual Task<bool> AnswerFailingAsync(HttpContext context, string failing) => Task.FromResult(false);

    protected override async Task ReceiveAsync(HttpContext context, Func<Task> answer)
    {
        Interlocked.Increment(ref calls);
        if (held is { } waiting) await waiting.Task.WaitAsync(context.RequestAborted);
        context.Request.EnableBuffering();
        if (throttled) await AnswerThrottledAsync(context);
        else if (failingListing is not { } failing || !await AnswerFailingAsync(context, failing)) await answer();
    }

    protected override void AddPlatform(IServiceCollection services)
    {
        services.AddSingleton<ConnectionDirectory>().AddSingleton(new SimulatedCommerce(Seed, Skus, FaultOptions.None));
        services.AddSingleton(Options.Create(new SimulatorOptions { Connections = Path.Combine(folder, "runtime.json") }));
    }

    protected override void Open()
    {
        var creator = new SimulatedCreatorSettings { Id = Connection.CreatorId, Connections = [Simulated()] };
        File.WriteAllText(Path.Combine(folder, "runtime.json"), JsonSerializer.Serialize(new { creators = new[] { creator } }, JsonSerializerOptions.Web));
        Assert.True(Played.GetRequiredService<ConnectionDirectory>().Refresh());
        Directory.Delete(folder, recursive: true);
        Commerce.Admit(creator, kept: null, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Stock reports of a webhook, read as they are when one arrives.</summary>
    protected IEnumerable<StockReported> Reports(IWebhookSource source, Webhook webhook)
    {
        var headers = new HeaderDictionary(webhook.Headers.ToDictionary(h => h.Key, h => new StringValues(h.Value)));
        var request = new WebhookRequest(headers, Encoding.UTF8.GetBytes(webhook.Body), TimeProvider.System.GetUtcNow());
        return WebhookReading.ReadAll(source, Connection, request, () => "echo", null).SelectMany(read => read.Delivery.Events).OfType<StockReported>();
    }

    private SimulatedConnection Simulated() => new()
    {
        Platform = Platform, ConnectionId = Connection.Id, WebhookPath = $"/webhooks/{Platform}/{Connection.Id}", Secret = Secret, AccessToken = AccessToken,
        AppKey = Connection.Settings.GetValueOrDefault("appKey"), Settings = Connection.Settings,
    };
}
