using System.Text;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Addresses that may be read as others, methods that may be taken for others, and headers that may be believed: towards the services' own doors.</summary>
internal sealed class PathTricks(Aim aim, Tally tally, Random random) : Attack(aim, tally, random)
{
    private static readonly string[] Targets =
    [
        "/internal/keys/lookup", "/INTERNAL/keys/lookup", "/Internal/Keys/Lookup", "//internal/keys/lookup", "///internal//keys/lookup", "/./internal/keys/lookup", "/api/../internal/keys/lookup",
        "/api/v1/../../internal/keys/lookup", "/api/%2e%2e/internal/keys/lookup", "/api/%2E%2E%2Finternal/keys/lookup", "/api/..%2finternal/keys/lookup", "/api/%252e%252e/internal/keys/lookup",
        "/api/%252e%252e%252finternal%252fkeys%252flookup", "/api/..;/internal/keys/lookup", "/api/;/../internal/keys/lookup", "/api/..\\internal\\keys\\lookup", "/api/..%5cinternal%5ckeys%5clookup",
        "/api/v1/inventory/..%00/internal/keys/lookup", "/api/%00/internal", "/api/v1/%c0%ae%c0%ae/internal/keys/lookup", "/api/v1/%ef%bc%8e%ef%bc%8e/internal/keys/lookup", "/api/v1/%u002e%u002e/internal",
        "/api/v1/inventory/%2e%2e/%2e%2e/%2e%2e/internal/keys/lookup", "/webhooks/standard/..%2f..%2finternal%2fkeys%2flookup", "/webhooks/%2e%2e/internal/keys/lookup", "/webhooks/standard/%2e%2e%2f%2e%2e%2finternal",
        "/webhooks/../api/v1/inventory", "/ws/../internal/keys/lookup", "/ws/%2e%2e/internal", "/api/v1/shared/..%2f..%2f..%2finternal", "/api/v1/shared/../inventory", "/api/v1/sign-in/../inventory", "/openapi/../internal/keys/lookup",
        "/openapi/v1.json/../../internal/keys/lookup", "/internal/creators/seller-0", "/internal%2fkeys%2flookup", "/%69nternal/keys/lookup", "/api/v1/inventory#/internal", "/metrics/", "/metrics/../health/ready", "/METRICS", "/api/v1/ops/", "/api//v1//ops",
        "/api/v1/ops;x=1", "/api/v1/./ops", "/API/V1/OPS", "/.git/config", "/appsettings.json", "/routes.json", "/web.config", "/..%2f..%2f..%2fetc%2fpasswd", "/assets/..%2f..%2fappsettings.json", "/%2e%2e/%2e%2e/etc/passwd", "*",
    ];

    /// <summary>What they mean is settled before anything is let in; with a key that is an address of the API as any other, or one that is open to all.</summary>
    private static readonly string[] Plain = ["/webhooks/../api/v1/inventory", "/api/v1/shared/../inventory", "/api/v1/sign-in/../inventory"];
    private const string Open = "/metrics/../health/ready";

    private static readonly string[] Methods = ["TRACE", "CONNECT", "TRACK", "DEBUG", "PROPFIND", "get", "G\u0000T", "INTERNAL", "OPTIONS"];

    protected override int PerSecond => 40;

    protected override IEnumerable<Try> Round()
    {
        var key = $"Authorization: Bearer {Aim.Intruder.Key}";
        foreach (var target in Targets)
            foreach (var keyed in new[] { false, true })
                yield return Try.Of(target, Random.Next(2) == 0 ? "GET" : "POST", target, [.. keyed ? (string[])[key] : [], $"X-{Aim.Words.Nowhere}: 1"]) with { Passes = target == Open || (keyed && Plain.Contains(target)) ? [200] : Page(target) };
        foreach (var inside in new[] { "http://127.0.0.1/internal/keys/lookup", $"http://127.0.0.1:{Aim.Trap.Port}/{Aim.Words.Nowhere}", $"http://{Aim.Words.Nowhere}@127.0.0.1/internal/keys/lookup", $"127.0.0.1:{Aim.Trap.Port}" })
            foreach (var method in new[] { "GET", "POST", "CONNECT" })
                yield return Try.Of($"an absolute address, {method}", method, inside, [key]);
        foreach (var method in Methods) yield return Try.Of($"the method {method.Replace('\0', '0')}", method, "/api/v1/inventory", [key]) with { Passes = method == "get" ? [200] : [] }; // a reader's list, however it is written
        foreach (var host in new[] { "127.0.0.1", "localhost", "dashboard", $"{Aim.Words.Nowhere}.example", "a@b", "../internal", "[::1]" })
            yield return new($"the host {host.Replace(Aim.Words.Nowhere, "", StringComparison.Ordinal)}", Encoding.Latin1.GetBytes($"POST /internal/keys/lookup HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"));
        foreach (var header in Believed())
        {
            yield return Try.Of($"{header.Split(':')[0]} at the inner door", "POST", "/internal/keys/lookup", [header, "Content-Type: application/json"], "{}"u8.ToArray());
            yield return Try.Of($"{header.Split(':')[0]} without a key", "GET", "/api/v1/inventory", [header]);
            yield return Try.Of($"{header.Split(':')[0]} at the operators' figures", "GET", "/metrics", [header, key]);
            yield return Try.Of($"{header.Split(':')[0]} with a method in it", "GET", $"/api/v1/keys/{Aim.Words.Nowhere}", [header, key, "X-HTTP-Method-Override: DELETE", "X-Method-Override: DELETE", "X-HTTP-Method: DELETE"]);
        }
    }

    /// <summary>What is none of ours is the page's to answer; here it is not built, which it says.</summary>
    private static int[] Page(string target) => target.StartsWith("/api/", StringComparison.Ordinal) || target.StartsWith("/webhooks/", StringComparison.Ordinal) ? [] : [503];

    private string[] Believed() =>
    [
        $"X-CreatorFlow-Creator: {Aim.Victim.Id}", "x-creatorflow-scopes: owner ops", $"X-CreatorFlow-Key: {Aim.Victim.Id}-key", "X-Internal-Token: tttttttttttttttttttttttttttttttt", "X-Internal-Token: ", "X-Original-URL: /internal/keys/lookup", "X-Rewrite-URL: /internal/keys/lookup",
        "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: dashboard", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /internal", "Forwarded: for=127.0.0.1;host=dashboard;proto=https", "X-Real-IP: 127.0.0.1", "X-Client-IP: 127.0.0.1", "Via: 1.1 dashboard", "Connection: X-Internal-Token, X-CreatorFlow-Creator",
        "Upgrade: h2c", $"traceparent: 00-{Aim.Words.Nowhere}-b7ad6b7169203331-01", $"baggage: creator={Aim.Words.Nowhere}",
    ];
}
