using CreatorFlow.Hosting;
using CreatorFlow.Ingest;
using CreatorFlow.Ingest.Amazon;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>All of Ingest behind an address of its own, but for one thing: what it would visit on Amazon's hosts, the test answers.</summary>
internal sealed class SnsIngest : IAsyncDisposable
{
    private readonly WebApplication app;

    private SnsIngest(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public static async Task<SnsIngest> StartAsync(Dictionary<string, string> settings, SnsVisit visit)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => (string?)s.Value));
        builder.AddServiceDefaults("ingest");
        builder.Logging.ClearProviders();
        builder.Services.AddIngest(builder.Configuration).AddSingleton(visit);
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapIngest();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
