using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>A payload and the topic that it was sent under.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Topic">As <see cref="IWebhookSource.Identify"/> must tell it.</param>
/// <param name="Body">The bytes.</param>
internal sealed record WebhookSample(string Name, string Topic, byte[] Body);

/// <summary>A signed delivery as its platform published it, or as an independent signer made it.</summary>
internal sealed record GenuineVector(Connection Connection, WebhookRequest Request);
