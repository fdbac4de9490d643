namespace CreatorFlow.AppHost.Running;

/// <summary>Runs pieces of work at once; the first that fails cancels the others, and its reason is what is reported.</summary>
internal static class Together
{
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> works, CancellationToken cancellation)
    {
        using var shared = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = works.Select(work => work(shared.Token)).ToList();
        var left = running.ToList();
        while (left.Count > 0)
        {
            var done = await Task.WhenAny(left);
            left.Remove(done);
            if (done.IsCompletedSuccessfully)
                continue;
            await shared.CancelAsync();
            await Task.WhenAll(left).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await done;
        }
    }
}
