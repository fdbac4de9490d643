using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Adapters.Dispatching;

/// <summary>
/// Looks every so often what is to be done and does it beside the loop, each piece once at a time. Pieces have claims in the
/// database: what is under way when the service stops gives its claim back, what is interrupted otherwise lets it end by itself.
/// </summary>
internal abstract class Dispatch(int lookEveryMs, DatabaseGate gate, TimeProvider clock) : BackgroundService
{
    private readonly UnderWay underWay = new();

    protected TimeProvider Clock => clock;

    /// <summary>False when nothing is ever looked for.</summary>
    protected virtual bool On => true;

    /// <summary>Pieces that are under way.</summary>
    protected int Count => underWay.Count;

    /// <summary>Their names.</summary>
    protected string[] Names => underWay.Names;

    protected bool Has(string piece) => underWay.Has(piece);

    /// <summary>Finds what is to be done, and begins it.</summary>
    protected abstract Task LookAsync(CancellationToken stopping);

    /// <summary>The database cannot be asked; the next look may find it.</summary>
    protected abstract void Unreachable(string error);

    /// <summary>Begins a piece, unless one of that name is under way.</summary>
    /// <param name="name">What it is the only one of.</param>
    /// <param name="work">Throws cancellation when the service stops.</param>
    /// <param name="giveBackAsync">Gives its claim back then; null when the work does that itself.</param>
    /// <param name="interrupted">Hears of everything else that ended it.</param>
    /// <param name="stopping">Of the service.</param>
    protected void Begin(string name, Func<Task> work, Func<Task>? giveBackAsync, Action<Exception> interrupted, CancellationToken stopping) => underWay.Start(name, async () =>
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            if (giveBackAsync is not null) await ReachedAsync(giveBackAsync);
        }
        catch (NpgsqlException e) when (e.IsTransient || DatabaseOutage.IsAway(e)) // a database that went away interrupts all of them at once: a line each, not a stack
        {
            gate.Failed(e);
            Unreachable(e.GetType().Name);
        }
        catch (Exception e) // the piece's outermost loop: its claim ends by itself, and it is begun again
        {
            interrupted(e);
        }
    });

    /// <summary>Does something that may be left out when the database cannot be reached: claims end by themselves.</summary>
    protected async Task ReachedAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            Unreachable(e.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!On) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(lookEveryMs), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await gate.OpenAsync(stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                gate.Failed(e);
                Unreachable(e.GetType().Name);
            }
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await underWay.OverAsync(cancellationToken);
    }
}
