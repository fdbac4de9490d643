using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>
/// A played platform, spoken to over real HTTP, and the adapter to it. One class for each platform says what differs; a new
/// instance for each test.
/// </summary>
internal abstract class ChannelUnderTest : IAsyncDisposable
{
    protected const string AccessToken = "token-that-must-stay-secret-5f1c2b";
    protected const string Secret = "secret-that-must-stay-secret-9a07de";
    private WebApplication? platform;
    private ServiceProvider? services;

    /// <summary>The adapter as its service registers it, logging everything to <see cref="Logged"/>.</summary>
    public IChannelAdapter Adapter => services!.GetRequiredService<IChannelAdapter>();

    /// <summary>As stored: with the address of the played platform in its settings.</summary>
    public Connection Connection { get; private set; } = null!;

    public CapturedLogs Logged { get; } = new();

    /// <summary>What must never be seen in a log, a result or an exception.</summary>
    public static IReadOnlyList<string> Secrets => [AccessToken, Secret];

    protected abstract string Platform { get; }

    /// <summary>What the adapter finds in the connection.</summary>
    /// <param name="address">Of the played platform, without a slash at its end.</param>
    protected abstract Dictionary<string, string> Settings(string address);

    /// <summary>Registers the adapter, with short timeouts: a call that hangs is given up within a few seconds, and one on a busy machine is not.</summary>
    protected abstract void AddAdapter(IServiceCollection services);

    /// <summary>Registers what the played platform needs.</summary>
    protected abstract void AddPlatform(IServiceCollection services);

    /// <summary>Maps the played platform's API, which accepts <see cref="AccessToken"/> and <see cref="Secret"/> alone.</summary>
    protected abstract void MapPlatform(WebApplication platform);

    /// <summary>Makes a listing that shows so many units.</summary>
    /// <param name="number">Names it; the same number is the same listing.</param>
    /// <param name="shown">Units.</param>
    /// <returns>Listing id and location as pushes and stock reports carry them.</returns>
    public abstract (string ListingId, string Location) MakeListing(int number, long shown);

    /// <summary>What the platform itself holds, read past its API.</summary>
    public abstract long? Shown(string listingId);

    /// <summary>From now on every call is told that there were too many, in the platform's own form; or no longer.</summary>
    public abstract void Throttle(bool on);

    /// <summary>How long the platform's answer to a throttled call tells its caller to wait, at least; a second or more.</summary>
    public abstract TimeSpan StatedWait { get; }

    /// <summary>First word of the adapter's codes.</summary>
    public virtual string Word => Platform;

    /// <summary>From now on calls are kept waiting and have no effect if their caller leaves; or no longer, and those that wait go on.</summary>
    public abstract void Hang(bool on);

    /// <summary>Calls that arrived, so that a test can tell when one hangs.</summary>
    public abstract int Calls { get; }

    /// <summary>From now on the platform refuses this listing, and no other.</summary>
    public abstract void Fail(string listingId);

    /// <summary>From now on the platform does what it is told and its caller never hears of it; or no longer.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Answers instead of the platform, as something on the way to it would; null leaves them alone.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>What the platform sent of changed stock since the last time, read as the gateway's service reads it; null for a platform that tells no quantities.</summary>
    public virtual IReadOnlyList<StockReported>? Echoes() => null;

    /// <summary>Services of the played platform.</summary>
    protected IServiceProvider Played => platform!.Services;

    /// <summary>The address and <see cref="Connection"/> are known: the last moment to tell the played platform of them.</summary>
    protected virtual void Open()
    {
    }

    /// <summary>Comes before every endpoint of the played platform.</summary>
    /// <param name="context">The call.</param>
    /// <param name="answer">Lets the platform answer it.</param>
    protected virtual Task ReceiveAsync(HttpContext context, Func<Task> answer) => answer();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        AddPlatform(builder.Services);
        platform = builder.Build();
        platform.Use(PassAsync);
        MapPlatform(platform);
        await platform.StartAsync();
        Connection = new()
        {
            Id = $"connection-{Guid.CreateVersion7():n}", CreatorId = $"creator-{Guid.CreateVersion7():n}", Platform = Platform, Name = "test", Settings = Settings(platform.Urls.Single()),
            Secrets = new() { Current = Secret, AccessToken = AccessToken }, UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        Open();
        await RestartAdapterAsync();
    }

    /// <summary>An adapter that remembers nothing, with full token buckets.</summary>
    public async Task RestartAdapterAsync()
    {
        if (services is not null) await services.DisposeAsync();
        var redis = await PrivateServers.Shared.CreateRedisDatabaseAsync();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logged));
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton(TimeProvider.System).AddSingleton<TokenBuckets>();
        collection.AddSingleton(provider => new RedisCache(redis, provider.GetRequiredService<ILogger<RedisCache>>()));
        AddAdapter(collection);
        services = collection.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is null) return;
        Hang(false);
        if (services is not null) await services.DisposeAsync();
        await platform.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (LosesAnswers) context.Response.Body = Stream.Null;
        await (Instead is { } instead ? instead(context) : ReceiveAsync(context, () => next(context)));
        if (LosesAnswers) context.Abort();
    }
}
