using System.Diagnostics;
using OpenTelemetry;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>A share link's token is a secret in an address, a browser's name says something of a person, and the host that a request names is whatever its sender wrote: none leaves for any trace. Thread-safe.</summary>
internal sealed class Discretion : BaseProcessor<Activity>
{
    private const string Root = "/shared/";
    private const string UserAgent = "user_agent.original";
    private static readonly string[] Host = ["server.address", "server.port"];
    private static readonly string[] Addresses = ["url.full", "url.path", "http.url", "http.target"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
            if (data.GetTagItem(name) is string address && address.IndexOf(Root, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                data.SetTag(name, address[..(at + Root.Length)] + "*");
        if (data.Kind == ActivityKind.Server)
            foreach (var name in Host)
                data.SetTag(name, null);
        if (data.GetTagItem(UserAgent) is not null) data.SetTag(UserAgent, null);
    }
}
