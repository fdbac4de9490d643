using CreatorFlow.Ingest.Amazon;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class Sns_certificates
{
    private static readonly Uri Genuine = Named("genuine");

    [Fact]
    public async Task One_that_is_known_stays_whatever_strangers_name_beside_it()
    {
        var visited = new List<Uri>();
        using var certificates = new SnsCertificates((address, _) => VisitAsync(address), TimeProvider.System);
        await certificates.FindAsync(Genuine, CancellationToken.None);
        for (var i = 0; i < 500; i++) Assert.Null((await certificates.FindAsync(Named($"invented-{i}"), CancellationToken.None)).Body);
        Assert.NotNull((await certificates.FindAsync(Genuine, CancellationToken.None)).Body);
        Assert.Single(visited, Genuine);

        Task<SnsAnswer> VisitAsync(Uri address)
        {
            visited.Add(address);
            return Task.FromResult(new SnsAnswer(true, address == Genuine ? [1] : null));
        }
    }

    [Fact]
    public async Task Who_asks_while_many_wait_is_told_to_come_again_and_what_is_known_is_found_meanwhile()
    {
        var never = new TaskCompletionSource<SnsAnswer>();
        using var certificates = new SnsCertificates((address, _) => address == Genuine ? Task.FromResult(new SnsAnswer(true, [1])) : never.Task, TimeProvider.System);
        await certificates.FindAsync(Genuine, CancellationToken.None);
        var waiting = Enumerable.Range(0, 64).Select(i => certificates.FindAsync(Named($"slow-{i}"), CancellationToken.None).AsTask()).ToList();
        Assert.False((await certificates.FindAsync(Named("late"), CancellationToken.None)).Reached);
        Assert.NotNull((await certificates.FindAsync(Genuine, CancellationToken.None)).Body);
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        never.SetResult(default);
        await Task.WhenAll(waiting);
        Assert.True((await certificates.FindAsync(Genuine, CancellationToken.None)).Reached);
    }

    private static Uri Named(string name) => new($"https://sns.us-east-1.amazonaws.com/{name}.pem");
}
