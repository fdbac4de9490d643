using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Connections;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Ingest.Sessions;

/// <summary><c>POST /api/sessions/sync</c>: takes what an agent sends, all of it or nothing; from there it goes the way of every webhook.</summary>
/// <remarks>The gateway has checked the API key, which names the creator; the signature names which of its agents it is.</remarks>
internal sealed class SyncEndpoint(ConnectionDirectory connections, AgentSource source, WebhookIntake intake, SecretUses secretUses, IngestMeter meter, IOptions<WebhookOptions> options, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/sessions/sync", (HttpContext http, SyncEndpoint endpoint) => endpoint.ReceiveAsync(http))
        .WithName("SyncSessions").AddEndpointFilter<InternalTokenFilter>();

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var limitBytes = options.Value.BodyLimitBytes;
        var creator = http.Request.Headers["X-CreatorFlow-Creator"].ToString();
        if (creator.Length == 0) return Problem.Of(401, "auth.missing", "This address needs an API key.");
        if (await RawBody.ReadAsync(http.Request, limitBytes, http.RequestAborted) is not { } body) return WebhookAnswers.BodyTooLarge(limitBytes);
        var request = new WebhookRequest(http.Request.Headers, body, clock.GetUtcNow());
        var (verdict, agent) = Verify(request, connections.AgentsOf(creator));
        if (agent is null) return connections.HasUnreadableAgent(creator) ? WebhookAnswers.Unavailable(http.Response) : Refuse(verdict);
        secretUses.Note(source, agent, request);
        return Unpack(request, out var unpacked) ?? await KeepAsync(agent, unpacked!, http);
    }

    /// <summary>Which of the creator's agents signed; without one, the verdict that tells its sender most.</summary>
    private (SignatureVerdict Verdict, Connection? Agent) Verify(WebhookRequest request, IEnumerable<Connection> agents)
    {
        var telling = SignatureVerdict.Invalid;
        foreach (var agent in agents)
        {
            var verdict = source.Verify(request, agent);
            if (verdict == SignatureVerdict.Genuine) return (verdict, agent);
            if (verdict != SignatureVerdict.Invalid) telling = verdict;
        }
        return (telling, null);
    }

    private IResult Refuse(SignatureVerdict verdict)
    {
        meter.Refused(source.Platform, verdict);
        return WebhookAnswers.Refused(verdict);
    }

    private static IResult? Unpack(WebhookRequest request, out WebhookRequest? unpacked)
    {
        unpacked = request;
        if (request.Header("Content-Encoding") is not { } encoding) return null;
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)) return Unreadable("The body's encoding is not gzip.");
        try
        {
            if (SyncBody.Unpack(request.Body) is not { } body) return WebhookAnswers.BodyTooLarge(SyncBody.LimitBytes);
            unpacked = request with { Body = body };
            return null;
        }
        catch (InvalidDataException)
        {
            return Unreadable("The body is no gzip.");
        }
    }

    private async Task<IResult> KeepAsync(Connection agent, WebhookRequest request, HttpContext http)
    {
        if (SyncBody.Split(request.Body) is null) return Unreadable($"The body is not JSON with 1 to {SentSessions.Most} `sessions`.");
        var receipts = WebhookIntake.Read(source, agent, request);
        if (receipts.FirstOrDefault(receipt => receipt.Delivery.Quarantined is not null) is { } bad) return Unreadable(bad.Delivery.Reason);
        var outcomes = await intake.KeepAsync(receipts);
        if (outcomes.Contains(PublishOutcome.Unavailable)) return WebhookAnswers.Unavailable(http.Response);
        var duplicates = outcomes.Count(outcome => outcome == PublishOutcome.Duplicate);
        return TypedResults.Ok(new { accepted = outcomes.Length - duplicates, duplicates });
    }

    private static IResult Unreadable(string? detail) => Problem.Of(400, "sessions.unreadable", "The sessions could not be read; none of them was kept.", detail);
}
