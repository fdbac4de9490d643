namespace CreatorFlow.Adapters.Orders;

/// <summary>An order could not be read though it exists: the work goes to the error queue, where it is seen and can be sent again.</summary>
internal sealed class OrderFetchException(string code) : Exception($"The order could not be read: {code}.")
{
    /// <summary>Stable code, e.g. <c>tiktok.105002</c>.</summary>
    public string Code { get; } = code;
}
