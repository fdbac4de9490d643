using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Orders;

/// <summary>A platform whose orders can be read from its API: because its webhooks carry no lines, or because they were lost.</summary>
internal interface IOrderSource
{
    /// <summary>One of <see cref="Contracts.Platforms"/>.</summary>
    string Platform { get; }

    /// <summary>Reads one order: one call, no retry.</summary>
    Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation);

    /// <summary>Reads a page of the orders that changed: one call, no retry.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="since">At or after this moment by the platform's clock.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<OrderListAnswer> ListAsync(Connection connection, DateTimeOffset since, string? cursor, CancellationToken cancellation);

    /// <summary>What an order as read says happened so far. Pure.</summary>
    /// <exception cref="JsonException">Not an order of this platform; the path names the field.</exception>
    TranslatedOrder Translate(byte[] json);
}

/// <param name="State">Names the order's state: the same for every reading of it, another after each change.</param>
/// <param name="Events">All that the state implies, from the placing on, in that order.</param>
internal sealed record TranslatedOrder(string State, IReadOnlyList<ChannelEvent> Events);
