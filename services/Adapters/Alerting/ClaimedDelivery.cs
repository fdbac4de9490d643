namespace CreatorFlow.Adapters.Alerting;

/// <summary>An attempt that is this replica's, as it was taken.</summary>
/// <param name="Creator">Whose.</param>
/// <param name="Id">The header <c>webhook-id</c>.</param>
/// <param name="Number">Which claim of it; the next one's is higher.</param>
/// <param name="Type">Of <c>AlertMessage</c>.</param>
/// <param name="Body">As it is sent.</param>
/// <param name="Attempts">That came to an end before.</param>
/// <param name="Webhook">Its webhook's id.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Secrets">Encrypted.</param>
internal sealed record ClaimedDelivery(string Creator, string Id, long Number, string Type, string Body, int Attempts, string Webhook, string Address, byte[] Secrets)
{
    public override string ToString() => Id;
}

/// <summary>What an attempt came to.</summary>
/// <param name="Status">The answer's, if there was one.</param>
/// <param name="Failure">A stable code; null: it was taken.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record CallbackAnswer(int? Status, string? Failure, TimeSpan? RetryAfter = null)
{
    /// <summary>The receiver wants no more: 410.</summary>
    public const string Gone = "callback.gone";
}
