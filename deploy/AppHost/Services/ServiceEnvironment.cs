using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Services;

/// <summary>The settings that every service is given, as environment variables.</summary>
internal sealed class ServiceEnvironment(AppHostOptions options, DataFolder data, ServerAddresses servers, string dashboardFiles)
{
    private const int Partitions = 16;
    private const int SimulatorSeed = 1;
    private const string ViteAddress = "http://localhost:5173";

    private string GatewayAddress => $"http://127.0.0.1:{options.Port}";

    // Kestrel takes this name for loopback of both IP versions, and people type it.
    private string GatewayBinding => $"http://localhost:{options.Port}";

    public string AddressOf(ServiceDefinition service) => service == ServiceDefinition.Gateway
        ? GatewayAddress
        : $"http://127.0.0.1:{data.Ports.For(service.Name)}";

    /// <summary>Where the gateway hands webhooks to Ingest: many requests on few connections (ADR 0015).</summary>
    private string IngestHttp2 { get; } = $"http://127.0.0.1:{data.Ports.For("ingest-http2")}";

    public Dictionary<string, string> For(string address) => new()
    {
        ["ASPNETCORE_URLS"] = address,
        ["ConnectionStrings__Postgres"] = servers.Postgres,
        ["ConnectionStrings__RabbitMq"] = servers.RabbitMq,
        ["ConnectionStrings__Redis"] = servers.Redis,
        ["Keys__Directory"] = data.PrivateFolder("keys"),
        ["Internal__Token"] = data.Secrets.InternalToken,
        ["Partitions__Count"] = $"{Partitions}",
    };

    public void AddIngest(Dictionary<string, string> settings, string address)
    {
        settings.Remove("ASPNETCORE_URLS");
        settings["Kestrel__Endpoints__Http__Url"] = address;
        settings["Kestrel__Endpoints__Http2__Url"] = IngestHttp2;
        settings["Kestrel__Endpoints__Http2__Protocols"] = "Http2";
    }

    /// <summary>The demo's platforms reach the gateway on this machine. They start last: asked too early, they are asked again soon.</summary>
    public void AddAdapters(Dictionary<string, string> settings)
    {
        settings["Subscriptions__PublicAddress"] = GatewayAddress;
        settings["Subscriptions__RetrySeconds"] = "5";
        settings["Platforms__Addresses__0"] = AddressOf(ServiceDefinition.Simulator);
    }

    public void AddDashboard(Dictionary<string, string> settings, string ingest)
    {
        settings["Services__Ingest"] = ingest;
        TellWhereTheAgentIs(settings);
    }

    /// <summary>Whoever takes it over finds no way into the database or the broker.</summary>
    public void AddGateway(Dictionary<string, string> settings, string ingest, string dashboard)
    {
        settings.Remove("ConnectionStrings__Postgres");
        settings.Remove("ConnectionStrings__RabbitMq");
        settings["ASPNETCORE_URLS"] = GatewayBinding;
        settings["Services__Ingest"] = ingest;
        settings["Services__IngestHttp2"] = IngestHttp2;
        settings["Services__Dashboard"] = dashboard;
        settings["Dashboard__StaticFiles"] = dashboardFiles;
        settings["Cors__AllowedOrigins__0"] = GatewayBinding;
        settings["Cors__AllowedOrigins__1"] = GatewayAddress;
        settings["Cors__AllowedOrigins__2"] = ViteAddress;
        TellWhereTheAgentIs(settings);
    }

    /// <summary>To the page, and to the policy under which it runs.</summary>
    private void TellWhereTheAgentIs(Dictionary<string, string> settings)
    {
        if (options.DemoTraffic) settings["Sessions__AgentUrl"] = $"http://localhost:{data.Ports.For(ServiceDefinition.Agent.Name)}";
    }

    /// <summary>An agent is a creator's own program: it is given nothing of the platform but its address.</summary>
    public Dictionary<string, string> ForAgent(string address, string apiKey, string secret) => new()
    {
        ["Agent__Port"] = $"{new Uri(address).Port}",
        ["Agent__Data"] = data.PrivateFolder("agent"),
        ["Agent__Gateway"] = GatewayAddress,
        ["Agent__ApiKey"] = apiKey,
        ["Agent__Secret"] = secret,
        ["Agent__DashboardOrigins__0"] = GatewayBinding,
        ["Agent__DashboardOrigins__1"] = GatewayAddress,
        ["Agent__DashboardOrigins__2"] = ViteAddress,
    };

    public void AddSimulator(Dictionary<string, string> settings)
    {
        settings["Simulator__Gateway"] = GatewayAddress;
        settings["Simulator__Rate"] = options.DemoTraffic ? $"{options.SimulatorRate}" : "0";
        settings["Simulator__Seed"] = $"{SimulatorSeed}";
        settings["Simulator__Connections"] = data.Combine(RuntimeFile.Name);
    }
}
