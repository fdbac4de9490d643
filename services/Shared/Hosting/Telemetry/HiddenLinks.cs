using System.Diagnostics;
using OpenTelemetry;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>A share link's token is a secret in an address: it leaves for no trace. Thread-safe.</summary>
internal sealed class HiddenLinks : BaseProcessor<Activity>
{
    private const string Root = "/shared/";
    private static readonly string[] Addresses = ["url.full", "url.path", "http.url", "http.target"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
            if (data.GetTagItem(name) is string address && address.IndexOf(Root, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                data.SetTag(name, address[..(at + Root.Length)] + "*");
    }
}
