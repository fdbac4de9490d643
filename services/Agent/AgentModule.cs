using CreatorFlow.Agent.Guarding;
using CreatorFlow.Agent.Live;
using CreatorFlow.Agent.Reading;
using CreatorFlow.Agent.Recording;
using CreatorFlow.Agent.Storage;
using CreatorFlow.Agent.Syncing;
using CreatorFlow.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent;

/// <summary>Records sessions on this machine, answers for them on loopback, and sends them to the gateway.</summary>
internal static class AgentModule
{
    private const int BodyLimitBytes = 64 * 1_024;

    public static WebApplicationBuilder AddAgent(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults("agent");
        builder.Services.AddOptions<AgentOptions>().BindConfiguration(AgentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<AgentOptions>>((kestrel, options) =>
        {
            kestrel.Limits.MaxRequestBodySize = BodyLimitBytes;
            if (options.Value.Port == 0) kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            else kestrel.ListenLocalhost(options.Value.Port);
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton(provider => new SessionStore(AgentFolder.Database(provider.GetRequiredService<IOptions<AgentOptions>>().Value.Data)));
        builder.Services.AddSingleton<ChangeSignal>().AddSingleton<SyncState>().AddSingleton<SyncClient>().AddSingleton<AgentReads>().AddSingleton<LiveSocket>();
        builder.Services.AddHostedService<SyncLoop>().AddHostedService<Retention>();
        return builder;
    }

    public static WebApplication MapAgent(this WebApplication app)
    {
        app.UseMiddleware<LocalGuard>();
        app.UseServiceDefaults();
        app.UseWebSockets();
        app.MapRecording();
        app.MapReading();
        LiveSocket.Map(app);
        return app;
    }
}
