using System.Collections.Frozen;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>The sources by their platform's name.</summary>
internal sealed class WebhookSources(IEnumerable<IWebhookSource> sources)
{
    private readonly FrozenDictionary<string, IWebhookSource> byPlatform = sources.ToFrozenDictionary(source => source.Platform, StringComparer.Ordinal);

    public IWebhookSource? Find(string platform) => byPlatform.GetValueOrDefault(platform);
}
