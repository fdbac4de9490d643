using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Tests.Integration.Alerting;

public sealed class Replicas_that_are_killed
{
    private const string Creator = "told";

    [Fact]
    public async Task Two_processes_tell_each_change_once_and_what_they_were_killed_over_is_told_again()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var adapters = await AdaptersUnderTest.StartAsync(2, Creator, [], new()
        {
            ["Callbacks__AllowLoopback"] = "true", ["Alerting__LookEveryMs"] = "100", ["Alerting__SendEveryMs"] = "20", ["Alerting__ClaimMs"] = "8000", ["Alerting__TimeoutMs"] = "4000", // a process that has just begun is slow to post, and what took too long is tried again much later
        });
        await adapters.RunAsync("insert into connections (id, creator_id, platform, name, secrets) values ('shop', $1, 'shopify', 'Shop', '')", Creator);
        var webhook = (await adapters.Webhooks.CreateAsync(Creator, "test", new Uri($"{receiver.Address}/in"), [], "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", AlertingUnderTest.Owner, CancellationToken.None))!;
        await adapters.RunUntilAsync("select begun from alert_webhooks where id = $1", webhook.Id);

        await PauseAsync(adapters, true);
        await Eventually.Async(() => receiver.At("/in").Count == 1);
        await DeliveredAsync(adapters, 1);

        // Posted, and both processes are killed before there is an answer.
        var held = new TaskCompletionSource();
        receiver.Answers["/in"] = async context => await held.Task.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        await PauseAsync(adapters, false);
        await Eventually.Async(() => receiver.At("/in").Count == 2);
        await Task.WhenAll(adapters.Replicas.Select(r => r.KillAsync()));
        held.SetResult();
        receiver.Answers.Clear();
        // Begins while nobody looks.
        await PauseAsync(adapters, true);
        await adapters.Replicas[0].StartAsync();
        await DeliveredAsync(adapters, 3);
        Assert.Equal(["alert.opened", "alert.resolved", "alert.resolved", "alert.opened"], receiver.At("/in").Select(p => System.Text.Json.JsonDocument.Parse(p.Body).RootElement.GetProperty("type").GetString()));
        Assert.Equal((receiver.At("/in")[1].Id, receiver.At("/in")[1].Body), (receiver.At("/in")[2].Id, receiver.At("/in")[2].Body));
    }

    private static Task PauseAsync(AdaptersUnderTest adapters, bool paused) => adapters.RunAsync("update connections set paused = $1, updated_at = now()", paused);

    private static Task DeliveredAsync(AdaptersUnderTest adapters, int count) =>
        adapters.RunUntilAsync("select count(*) = $1 and bool_and(status = 'delivered') from alert_deliveries", TimeSpan.FromSeconds(60), count);
}
