using RabbitMQ.Client;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Channels that nobody uses any more.</summary>
public static class AbandonedChannels
{
    /// <summary>Closes it without waiting: a broker that hangs would answer never. Does not throw.</summary>
    public static void Abandon(this IChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        _ = CloseAsync(channel);
    }

    private static async Task CloseAsync(IChannel channel) => await channel.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
