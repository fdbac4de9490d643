using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Faults.Rolling;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>What goes on whatever is attacked: webhooks at a steady rate, reads, writes, streams and sockets, from one machine that no attacker has.</summary>
internal sealed class HonestTraffic : IDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);
    private readonly RunningCommerce commerce;
    private readonly IReadOnlyList<PlayedCreator> creators;
    private readonly int perBreath;
    private readonly Answers answers;
    private readonly StandardSender sender;
    private readonly HonestWork work;
    private readonly CancellationTokenSource worked = new(), followed = new();
    private Task working = Task.CompletedTask, sending = Task.CompletedTask;

    /// <param name="commerce">Where.</param>
    /// <param name="creators">Whose.</param>
    /// <param name="seed">Of the webhooks.</param>
    /// <param name="perSecond">Webhooks.</param>
    /// <param name="lasts">How long there are to be webhooks for.</param>
    public HonestTraffic(RunningCommerce commerce, IReadOnlyList<PlayedCreator> creators, int seed, int perSecond, TimeSpan lasts)
    {
        (this.commerce, this.creators, perBreath) = (commerce, creators, Math.Max(1, perSecond / 10));
        answers = new(Latencies);
        sender = new(new Uri(commerce.Gateway), Pipeline.Secret, handler: answers);
        work = new(commerce.Gateway, creators, answers);
        Webhooks = new(seed, new((int)(perSecond * lasts.TotalSeconds), [.. creators.Select(c => c.Id)], Skus: 10) { OrderShare = 0.1, ScarceSkus = 5 });
    }

    public Latencies Latencies { get; } = new();

    public Traffic Webhooks { get; }

    public long Requests => answers.All;

    public void Begin()
    {
        working = work.RunAsync(worked.Token, followed.Token);
        sending = Webhooks.SendAsync(sender);
    }

    /// <summary>Goes on at its pace for a while.</summary>
    public async Task GoOnAsync(string part, TimeSpan until)
    {
        var began = TimeProvider.System.GetTimestamp();
        Latencies.Part = part;
        for (var allowed = 0; TimeProvider.System.GetElapsedTime(began) < until; allowed += perBreath)
        {
            Webhooks.Allow(perBreath);
            var due = (allowed / perBreath + 1) * Breath - TimeProvider.System.GetElapsedTime(began);
            if (due > TimeSpan.Zero) await Task.Delay(due);
        }
    }

    /// <summary>Sends what is left, and waits until all of it is recorded, told, and with every reader.</summary>
    /// <returns>Requests without a proper answer, changes that a reader missed, and numbers that are not what they were changed to.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        Latencies.Part = "ending";
        await worked.CancelAsync();
        Webhooks.Allow(Webhooks.Posts);
        await sending;
        var books = new StoredBooks(commerce.Database);
        await Eventually.Async(async () => await books.RecordedAsync() >= Webhooks.Distinct, Settling, $"{Webhooks.Distinct} webhooks are recorded", Breath);
        await work.UntilFollowedAsync(books.HeadAsync);
        await followed.CancelAsync();
        await working;
        return [.. await work.WrongAsync(), .. answers.Wrong];
    }

    public void Dispose()
    {
        sender.Dispose();
        work.Dispose();
        answers.Dispose();
        worked.Dispose();
        followed.Dispose();
    }
}
