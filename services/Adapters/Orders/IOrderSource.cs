using System.Text.Json;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Adapters.Orders;

/// <summary>A platform whose webhooks carry no lines, so that its orders are read from its API.</summary>
internal interface IOrderSource
{
    /// <summary>One of <see cref="Contracts.Platforms"/>.</summary>
    string Platform { get; }

    /// <summary>Reads one order: one call, no retry.</summary>
    Task<OrderAnswer> ReadAsync(Connection connection, string orderId, CancellationToken cancellation);

    /// <summary>What an order as read says happened so far. Pure.</summary>
    /// <exception cref="JsonException">Not an order of this platform; the path names the field.</exception>
    TranslatedOrder Translate(byte[] json);
}

/// <param name="State">Names the order's state: the same for every reading of it, another after each change.</param>
/// <param name="Events">All that the state implies, from the placing on, in that order.</param>
internal sealed record TranslatedOrder(string State, IReadOnlyList<ChannelEvent> Events);
