using System.Text;
using System.Text.RegularExpressions;
using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>The intruder's key with the victim's ids in every route that has one, and with its cursors, keys of idempotency and sessions.</summary>
/// <param name="routes">Method and path with its parameters filled in with the victim's ids.</param>
internal sealed partial class CrossTenant(Aim aim, Tally tally, Random random, IReadOnlyList<VictimsRoute> routes) : Attack(aim, tally, random)
{
    private const string Nothing = "{}";
    private int number;

    protected override int PerSecond => 30;

    protected override IEnumerable<Try> Round()
    {
        foreach (var route in routes)
        {
            var body = route.Method is "GET" or "DELETE" ? null : Encoding.UTF8.GetBytes(BodyOf(route.Pattern));
            // A SKU or an order of that name may be the intruder's own as well: it is made, or is empty, with the intruder.
            yield return Try.Of($"{route.Method} {route.Pattern}", route.Method, route.Path, Keyed([.. body is null ? (string[])[] : ["Content-Type: application/json"], $"Idempotency-Key: {Aim.Words.Own}-{++number}"]), body) with { Passes = IsOwnName().IsMatch(route.Pattern) ? [200, 201, 202, 204] : [] };
        }
        // A cursor is a place, not a right: it leads into the intruder's own, which is empty there.
        foreach (var address in new[] { "inventory?limit=5&cursor=", "orders?limit=5&cursor=", "deliveries?limit=5&cursor=", "audit?limit=5&cursor=", "changes?since=" })
            foreach (var cursor in new[] { routes.First(r => r.Method == "GET").Cursor, "1", "99999999999", Convert.ToBase64String(Encoding.UTF8.GetBytes(Aim.Victim.Id)) })
                yield return Try.Of($"the victim's cursor in {address.Split('?')[0]}", "GET", $"/api/v1/{address}{Uri.EscapeDataString(cursor)}", Keyed([])) with { Passes = [200] };
        yield return Try.Of("a claimed creator", "GET", "/api/v1/inventory", Keyed([$"X-CreatorFlow-Creator: {Aim.Victim.Id}", $"x-creatorflow-creator: {Aim.Victim.Id}", "X-CreatorFlow-Scopes: owner ops", $"X-Internal-Token: {new string('t', 31)}"])) with { Passes = [200] };
        yield return Try.Of("another's sessions", "POST", "/api/sessions/sync", Keyed(["Content-Type: application/json", $"X-CreatorFlow-Creator: {Aim.Victim.Id}", "webhook-id: 1", "webhook-timestamp: 1", "webhook-signature: v1,x"]), Encoding.UTF8.GetBytes($$"""{"creatorId":"{{Aim.Victim.Id}}","sessions":[{"id":"{{Aim.Words.Own}}"}]}"""));
        yield return Try.Of("the victim's webhook signed by the intruder", "POST", $"/webhooks/standard/{Aim.Victim.Of(Platforms.Standard).Id}", Signatures.Standard(Aim.Intruder.Of(Platforms.Standard).Secret, $"{Aim.Words.Own}-{++number}", "{}"u8.ToArray()), "{}"u8.ToArray());
        yield return Try.Of("operators' addresses", "GET", "/api/v1/ops", Keyed([]));
        yield return Try.Of("a key of the operators' role", "POST", "/api/v1/keys", Keyed(["Content-Type: application/json"]), """{"name":"x","role":"ops"}"""u8.ToArray());
        yield return Try.Of("the gateway's figures", "GET", "/metrics", Keyed([]));
    }

    private string[] Keyed(string[] headers) => [$"Authorization: Bearer {Aim.Intruder.Key}", .. headers];

    private string BodyOf(string pattern) => pattern switch
    {
        _ when pattern.EndsWith("/adjustments", StringComparison.Ordinal) => $$"""{"delta":1,"reason":"{{Aim.Words.Own}}"}""",
        _ when pattern.EndsWith("/resolution", StringComparison.Ordinal) => """{"winner":"k"}""",
        _ when pattern.EndsWith("/link", StringComparison.Ordinal) => $$"""{"sku":"{{Aim.Words.Own}}"}""",
        _ when pattern.EndsWith("/bundle", StringComparison.Ordinal) => $$"""{"components":[{"sku":"{{Aim.Words.Own}}","quantity":1}]}""",
        _ when pattern.EndsWith("/settings", StringComparison.Ordinal) => """{"lowStock":1}""",
        _ when pattern.EndsWith("/reconciliations", StringComparison.Ordinal) => """{"dryRun":true}""",
        _ => Nothing,
    };

    [GeneratedRegex(@"/inventory/\{|/analytics/|/checksums/")]
    private static partial Regex IsOwnName();
}

/// <summary>One route of the table of roles, with the victim's own id in it.</summary>
/// <param name="Method">GET and the like.</param>
/// <param name="Pattern">As the table has it.</param>
/// <param name="Path">To be asked for.</param>
/// <param name="Cursor">Of one of the victim's lists.</param>
internal sealed record VictimsRoute(string Method, string Pattern, string Path, string Cursor);
