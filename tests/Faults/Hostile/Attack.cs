using System.Net.Sockets;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>One kind of attack: rounds of requests, at a pace, from many machines, until it is over.</summary>
/// <param name="aim">At what.</param>
/// <param name="tally">Where its answers are counted.</param>
/// <param name="random">Its own.</param>
internal abstract class Attack(Aim aim, Tally tally, Random random)
{
    protected Aim Aim => aim;

    protected Tally Tally => tally;

    protected Random Random => random;

    public string Name => GetType().Name;

    /// <summary>Requests a second: the attackers run on the machine that they attack, and are not to win by its processors alone.</summary>
    protected virtual int PerSecond => 20;

    public virtual async Task RunAsync(CancellationToken over)
    {
        var under = new List<Task>();
        while (!over.IsCancellationRequested)
        {
            foreach (var one in Round())
            {
                if (over.IsCancellationRequested) break;
                under.RemoveAll(task => task.IsCompletedSuccessfully);
                under.Add(SendAsync(one));
                await Task.Delay(TimeSpan.FromSeconds(1.0 / PerSecond), CancellationToken.None);
            }
        }
        await Task.WhenAll(under);
    }

    /// <summary>Every kind of it once.</summary>
    protected abstract IEnumerable<Try> Round();

    protected async Task SendAsync(Try one)
    {
        try
        {
            tally.Add(Name, one, await Wire.AskAsync(Aim.Machine(random), aim.Gateway, one.Sent));
        }
        catch (SocketException e)
        {
            tally.Odd($"{Name}, {one.What}: no connection, {e.SocketErrorCode}");
        }
    }
}
