namespace CreatorFlow.Tests.Contracts.Documentation.Settings;

/// <summary>The settings that no options class has.</summary>
internal static class DirectSettings
{
    private const string Services = "Ingest, Projection, Adapters, Dashboard API";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new("ConnectionStrings__Postgres", Services + ", tool", "", "required", $"{Setting.Secret} Where PostgreSQL is, as Npgsql takes it: `Host=…;Database=…;Username=…;Password=…`. Of a primary and its standbys all are named, with commas between."),
        new("ConnectionStrings__RabbitMq", Services + ", tool", "", "required", $"{Setting.Secret} Where RabbitMQ is: `amqp://user:password@host:5672/vhost`, or `amqps://`."),
        new("ConnectionStrings__Redis", Services + ", gateway", "", "required; not of the gateway, whose spans alone it keeps", $"{Setting.Secret} Where Redis is: `host:6379,password=…`."),
        new("Dashboard__StaticFiles", "gateway", "", "a folder", "The built page. Without it the gateway serves no page; its image sets it."),
        new("ASPNETCORE_URLS", "every service", "`http://localhost:5000`; in the images port 8080 (`ASPNETCORE_HTTP_PORTS`)", "addresses, `;` between them", "Where it listens. Kestrel's own; not used where `Kestrel__Endpoints__…` are given."),
        new("Kestrel__Endpoints__NAME__Url", "every service", "", "an address", "Where it listens, with one `NAME` for each endpoint ([operations](operations.md))."),
        new("Kestrel__Endpoints__NAME__Protocols", "every service", "`Http1AndHttp2`", "`Http1`, `Http2`, `Http1AndHttp2`", "What it speaks there; `Http2` alone for what `Services__IngestHttp2` names."),
        new("Logging__LogLevel__CATEGORY", "every service", "`Information`", "`Trace` … `None`", "How much is logged of a category, or of `Default`."),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "every service", "", "an address", "A collector, which then has all spans and metrics ([operations](operations.md#traces)). OpenTelemetry's `OTEL_EXPORTER_OTLP_PROTOCOL`, `…_HEADERS` and `…_TIMEOUT` count as well."),
    ];
}
