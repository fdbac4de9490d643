using MassTransit;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Sends work to a named queue, mandatory and confirmed. Thread-safe.</summary>
public sealed class WorkSender(IBus bus)
{
    /// <exception cref="Exception">Not confirmed; it may or may not have been stored.</exception>
    public async Task SendAsync<T>(string queue, T message, CancellationToken cancellation) where T : class
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue}")).WaitAsync(cancellation);
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(Mandatory.Make), cancellation).WaitAsync(cancellation);
    }
}

/// <summary>A message that no queue takes is an error, not a silence.</summary>
internal static class Mandatory
{
    public static void Make<T>(SendContext<T> context) where T : class
    {
        context.Durable = true;
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
    }
}
