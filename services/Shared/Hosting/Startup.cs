using System.Net.Sockets;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Hosting;

/// <summary>Services may start before the servers they need.</summary>
public static partial class Startup
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a step until the servers it needs answer; other errors are thrown.</summary>
    public static async Task UntilReachableAsync(Func<Task> step, ILogger logger, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception e) when (IsUnreachable(e, cancellation))
            {
                Waiting(logger, e.GetType().Name);
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private static bool IsUnreachable(Exception e, CancellationToken cancellation) => e is BrokerUnreachableException or SocketException or TimeoutException or NpgsqlException { IsTransient: true }
        || DatabaseOutage.IsAway(e)
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested); // RabbitMQ's client, when a node does not answer in time (BrokerOutage)

    [LoggerMessage(1101, LogLevel.Information, "A server is not there yet ({Error}); waiting")]
    private static partial void Waiting(ILogger logger, string error);
}
