using System.Globalization;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Hosting.Bus;

/// <summary>By which errors RabbitMQ is away, or could not do what it was asked.</summary>
public static class BrokerOutage
{
    /// <summary>A node that does not answer in time looks like a cancellation that nobody asked for: the client's own timeout of a question (20 s) throws nothing else.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="stopping">By which the caller is told to end.</param>
    /// <remarks>https://github.com/rabbitmq/rabbitmq-dotnet-client/issues/1867 and /1996.</remarks>
    public static bool Is(Exception error, CancellationToken stopping) =>
        error is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException || (error is OperationCanceledException && !stopping.IsCancellationRequested);

    /// <summary>For the log: what kind of error it was, and the broker's own words where it closed the connection or the channel.</summary>
    public static string Reason(Exception error) => error is OperationInterruptedException { ShutdownReason: { } closed }
        ? string.Create(CultureInfo.InvariantCulture, $"{error.GetType().Name}: {closed.ReplyCode} {closed.ReplyText}")
        : error.GetType().Name;
}
