using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Lets commerce happen at the wished rate once there are connections and the gateway is ready.</summary>
internal sealed class Traffic(
    SimulatedCommerce commerce, ConnectionDirectory connections, GatewayGate gateway, Shipping shipping, TrafficRate rate, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>With so much unsent, nothing more happens: the gateway is away.</summary>
    private const int Jam = 5_000;

    private decimal budget;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(gateway.WaitAsync(stoppingToken), stoppingToken);
        }
        finally
        {
            shipping.SaveAll();
        }
    }

    private async Task RunAsync(Task gatewayReady, CancellationToken stopping)
    {
        var (before, news) = (clock.GetTimestamp(), false);
        using var timer = new PeriodicTimer(Tick, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            // The platforms' APIs answer for the connections even while there is no gateway to tell anything.
            news |= connections.Refresh();
            if (!gatewayReady.IsCompletedSuccessfully) continue;
            if (news) Admit(stopping);
            shipping.ShipFollowed(stopping);
            Spend(clock.GetElapsedTime(before), stopping);
            (before, news) = (clock.GetTimestamp(), false);
        }
    }

    private void Admit(CancellationToken stopping)
    {
        foreach (var creator in connections.Creators) shipping.Admit(creator, stopping);
    }

    /// <summary>The budget grows with time and each webhook costs one; the opening is free, so that a slow demo has its catalogue at once.</summary>
    private void Spend(TimeSpan elapsed, CancellationToken stopping)
    {
        var perSecond = rate.PerSecond;
        budget = Math.Min(budget + perSecond * elapsed.Ticks / TimeSpan.TicksPerSecond, Math.Max(perSecond, 1));
        if (perSecond == 0)
        {
            shipping.ReleaseAll(stopping);
            return;
        }
        var steps = new List<CommerceStep>();
        while (budget >= 1 && shipping.Unsent < Jam && commerce.Step(clock.GetUtcNow()) is { } step)
        {
            budget -= step.Opening ? 0 : Math.Max(step.Outgoing.Count, 1);
            steps.Add(step);
        }
        shipping.Ship(steps, stopping);
    }
}
