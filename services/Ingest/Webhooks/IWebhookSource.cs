using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Payloads;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>
/// All that differs between the platforms that post to us. A source is pure but for <see cref="PrepareAsync"/> and
/// <see cref="AgreeAsync"/>: what it says depends on its arguments alone, it never throws on what a stranger sends, and it is
/// safe to call concurrently.
/// </summary>
/// <remarks>How to add one: <c>docs/sources.md</c>. What one must hold: <c>WebhookSourceCompliance</c> in <c>tests/Contracts</c>.</remarks>
internal interface IWebhookSource
{
    /// <summary>One of <see cref="Contracts.Platforms"/>; the word in the route.</summary>
    string Platform { get; }

    AnswerStyle Answers { get; }

    /// <summary>False where a source has an address of its own, which asks for more than a signature.</summary>
    bool TakesWebhooks => true;

    /// <summary>The text that answers a platform's question whether the address is ours (GET); null when it was not asked rightly.</summary>
    string? Challenge(IQueryCollection query, Connection connection) => null;

    /// <summary>Brings what <see cref="Verify"/> needs and the request does not carry, so that verifying itself stays pure.
    /// Decides nothing: whether anything was brought, <see cref="Verify"/> judges.</summary>
    /// <returns>Null when it cannot be had at the moment: the sender is asked to try again.</returns>
    ValueTask<WebhookRequest?> PrepareAsync(WebhookRequest request, Connection connection, CancellationToken cancellation) => new(request);

    /// <summary>Checks the signature over the raw bytes, in constant time, before anything is parsed.</summary>
    SignatureVerdict Verify(WebhookRequest request, Connection connection);

    /// <summary>Does what a genuine request asks for besides being kept, e.g. confirms a subscription.</summary>
    /// <returns>False when it could not be done at the moment: the sender is asked to try again.</returns>
    ValueTask<bool> AgreeAsync(WebhookRequest request, Connection connection, CancellationToken cancellation) => new(true);

    /// <summary>The bodies of the deliveries in one genuine request, at least one; each is read, keyed and kept by itself.</summary>
    IReadOnlyList<byte[]> Parts(WebhookRequest request) => [request.Body];

    /// <summary>What the delivery is called. <paramref name="body"/> is null when the bytes are not JSON.</summary>
    WebhookIdentity Identify(WebhookRequest request, PayloadNode? body);

    /// <summary>The headers that <see cref="Identify"/> and <see cref="Translate"/> look at, made again from the archive, which keeps
    /// a body with its topic and id alone.</summary>
    /// <param name="topic">As it was archived; null when the delivery did not say.</param>
    /// <param name="id">The platform's own delivery id; null when the archive cannot tell.</param>
    IHeaderDictionary Recall(string? topic, string? id) => new HeaderDictionary();

    /// <summary>What happened, in our words.</summary>
    Translation Translate(string topic, PayloadNode body, WebhookRequest request);
}

/// <summary>What a source says of a signature.</summary>
internal enum SignatureVerdict
{
    Genuine,

    /// <summary>A header without which nothing can be checked is not there.</summary>
    Missing,

    Invalid,

    /// <summary>Genuine, but signed too long ago or in the future: perhaps recorded and sent again.</summary>
    OutOfTolerance,
}

/// <summary>The platform's names of a delivery.</summary>
/// <param name="Topic">What happened, e.g. <c>orders/create</c>; null when the delivery does not say.</param>
/// <param name="Key">The platform's own delivery id; null when it sends none, and the key is derived.</param>
internal readonly record struct WebhookIdentity(string? Topic, string? Key);

/// <summary>How a platform wants to be answered.</summary>
/// <param name="EmptyBody">Success carries no body.</param>
/// <param name="RefusesUntranslatable">JSON that cannot be translated is answered 400. False where the sender is a platform:
/// its retries would never help, and end in a lost subscription.</param>
internal sealed record AnswerStyle(bool EmptyBody, bool RefusesUntranslatable);
