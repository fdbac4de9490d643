using CreatorFlow.Accounts.SignIns;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Access;

/// <summary>A refresh token is good once: gateway, Dashboard API and database as they run.</summary>
public sealed class Sign_ins(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    [Fact]
    public async Task Each_token_brings_the_next_and_all_of_them_open()
    {
        var shop = await system.NewCreatorAsync();
        var tokens = await SignInAsync(shop);
        for (var i = 0; i < 5; i++)
        {
            tokens = await RefreshedAsync(Renewal(tokens));
            Assert.Equal(200, (await shop.GetAsync("/me", tokens.Text("accessToken"))).Status);
        }
    }

    [Fact]
    public async Task A_stolen_token_that_is_shown_again_ends_the_sign_in_for_both_and_is_told()
    {
        var shop = await system.NewCreatorAsync();
        var stolen = await SignInAsync(shop);
        var second = await RefreshedAsync(Renewal(stolen));
        var third = await RefreshedAsync(Renewal(second));
        Assert.Equal((401, "auth.reused"), await CodeAsync(RefreshAsync(Renewal(stolen))));
        foreach (var ended in new[] { stolen, second, third }) Assert.Equal((401, "auth.reused"), await CodeAsync(RefreshAsync(Renewal(ended))));

        var told = Assert.Single((await shop.GetAsync("/audit")).Items);
        Assert.Equal(("access.sign_in_reused", $"{shop.Id}-owner"), (told.GetProperty("what").GetString(), told.GetProperty("subject").GetString()));
        Assert.Empty((await shop.GetAsync("/audit", (await shop.NewKeyAsync("staff")).Key)).Items);
        // The key itself opens as before, and what else it was exchanged for.
        Assert.Equal(200, (await RefreshAsync(Renewal(await SignInAsync(shop)))).Status);
    }

    [Fact]
    public async Task Several_that_refresh_at_once_at_two_gateways_share_a_successor()
    {
        var shop = await system.NewCreatorAsync();
        await using var replica = await system.StartGatewayAsync();
        var shown = Renewal(await SignInAsync(shop));
        for (var round = 1; round <= 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RefreshAsync(shown, i % 2 == 0 ? replica : null)));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.Equal(round + 1, await GenerationAsync(shop));
            // Whichever of them is kept goes on.
            shown = Renewal(answers[round]);
        }
    }

    [Fact]
    public async Task A_lost_answer_is_told_again_for_a_minute_and_then_counts_as_stolen()
    {
        var shop = await system.NewCreatorAsync();
        var (key, now) = ($"{shop.Id}-owner", DateTimeOffset.UtcNow);
        var id = await At(now).BeginAsync(key, Lasts, default);
        Assert.Equal(new(2, false), await TurnAsync(1, now));
        Assert.Equal(new(2, false), await TurnAsync(1, now + Grace));
        Assert.Equal(new(3, false), await TurnAsync(2, now + Grace));
        Assert.Equal(new(3, false), await TurnAsync(2, now + Grace * 2));
        Assert.True((await TurnAsync(2, now + Grace * 2 + TimeSpan.FromSeconds(1))).Reused);
        Assert.True((await TurnAsync(3, now + Grace * 2 + TimeSpan.FromSeconds(1))).Reused);

        Task<TurnedSignIn> TurnAsync(long generation, DateTimeOffset at) => At(at).TurnAsync(id, key, generation, Grace, Lasts, default);
    }

    [Fact]
    public async Task It_is_over_when_nobody_came_back_and_is_nobody_elses()
    {
        var (shop, other) = (await system.NewCreatorAsync(), await system.NewCreatorAsync());
        var (key, now) = ($"{shop.Id}-owner", DateTimeOffset.UtcNow);
        var id = await At(now).BeginAsync(key, Lasts, default);
        Assert.Null((await At(now).TurnAsync(id, $"{other.Id}-owner", 1, Grace, Lasts, default)).Generation);
        Assert.Equal(2, (await At(now + Lasts - Grace).TurnAsync(id, key, 1, Grace, Lasts, default)).Generation);
        Assert.Equal(new(null, false), await At(now + Lasts * 2).TurnAsync(id, key, 2, Grace, Lasts, default));
    }

    [Fact]
    public async Task After_a_restore_from_an_older_backup_newer_tokens_still_count()
    {
        var shop = await system.NewCreatorAsync();
        var tokens = await SignInAsync(shop);
        for (var i = 0; i < 3; i++) tokens = await RefreshedAsync(Renewal(tokens));
        await RunAsync("update sign_ins set generation = 1 where key_id = $1", shop);
        Assert.Equal(200, (await RefreshAsync(Renewal(tokens))).Status);
        Assert.Equal(5, await GenerationAsync(shop));
        // One that the backup does not know at all signs in anew.
        await RunAsync("delete from sign_ins where key_id = $1", shop);
        Assert.Equal((401, "auth.expired"), await CodeAsync(RefreshAsync(Renewal(tokens))));
    }

    [Fact]
    public async Task A_key_keeps_its_newest_sign_ins_alone()
    {
        var shop = await system.NewCreatorAsync();
        var (key, now) = ($"{shop.Id}-owner", DateTimeOffset.UtcNow);
        var first = await At(now).BeginAsync(key, Lasts, default);
        for (var i = 1; i <= SignInStore.Most; i++) await At(now.AddSeconds(i)).BeginAsync(key, Lasts, default);
        Assert.Null((await At(now).TurnAsync(first, key, 1, Grace, Lasts, default)).Generation);
        await using var count = system.Pipeline.Database.CreateCommand("select count(*) from sign_ins where key_id = $1");
        count.Parameters.Add(new() { Value = key });
        Assert.Equal((long)SignInStore.Most, await count.ExecuteScalarAsync());
    }

    private SignInStore At(DateTimeOffset now) => new(system.Pipeline.Database, new Clock(now));

    private static async Task<Answer> SignInAsync(OwnedCreator shop) => await shop.PostAsync("/sign-in");

    private Task<Answer> RefreshAsync(string token, RunningService? replica = null) =>
        system.SendAsync(HttpMethod.Post, "/api/v1/sign-in/refresh", null, new { refreshToken = token }, replica);

    private async Task<Answer> RefreshedAsync(string token)
    {
        var answer = await RefreshAsync(token);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer;
    }

    private static string Renewal(Answer tokens) => tokens.Text("refreshToken")!;

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);

    private async Task<long> GenerationAsync(OwnedCreator shop)
    {
        await using var command = system.Pipeline.Database.CreateCommand("select max(generation) from sign_ins where key_id = $1");
        command.Parameters.Add(new() { Value = $"{shop.Id}-owner" });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task RunAsync(string sql, OwnedCreator shop)
    {
        await using var command = system.Pipeline.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = $"{shop.Id}-owner" });
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
