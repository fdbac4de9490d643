using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Alerts;
using CreatorFlow.Contracts;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Connections;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Outbound;

namespace CreatorFlow.Dashboard.AlertWebhooks;

/// <summary><c>/api/v1/alert-webhooks</c>: where a creator's alerts are posted to, signed as Standard Webhooks. Owners change them, staff sees
/// them. A secret is told once, when it is made. Adapters sends.</summary>
internal static class AlertWebhookEndpoints
{
    private const int ShownDeliveries = 50;
    private const int Tries = 5;
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(5);

    public static void MapAlertWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/alert-webhooks").WithTags("Alerts");
        webhooks.MapGet("/", ListAsync).WithName("ListAlertWebhooks").Answers<PageOf<ShownAlertWebhook>>();
        webhooks.MapPost("/", CreateAsync).WithName("CreateAlertWebhook").Answers<AlertWebhookMade>(StatusCodes.Status201Created)
            .Refuses(400, "alert_webhook.name_invalid", "kind.invalid", CallbackGuard.Invalid, CallbackGuard.Unresolved, CallbackGuard.Forbidden, CallbackGuard.PortForbidden).Refuses(409, "alert_webhooks.too_many");
        webhooks.MapDelete("/{id}", DeleteAsync).WithName("DeleteAlertWebhook").AnswersNothing().Refuses(404, "alert_webhook.not_found");
        webhooks.MapGet("/{id}/deliveries", DeliveriesAsync).WithName("ListAlertDeliveries").Answers<PageOf<AlertDelivery>>().Refuses(404, "alert_webhook.not_found");
        webhooks.MapPost("/{id}/pause", PauseAsync).WithName("PauseAlertWebhook").AnswersNothing().Refuses(404, "alert_webhook.not_found");
        webhooks.MapPost("/{id}/resume", ResumeAsync).WithName("ResumeAlertWebhook").AnswersNothing().Refuses(404, "alert_webhook.not_found");
        webhooks.MapPost("/{id}/rotate", RotateAsync).WithName("RotateAlertWebhook").Answers<AlertSecretMade>(StatusCodes.Status201Created)
            .Refuses(400, "grace.invalid").Refuses(404, "alert_webhook.not_found").Refuses(409, "secret.rotated", "alert_webhook.changing");
        webhooks.MapPost("/{id}/test", TestAsync).WithName("TestAlertWebhook").Answers<TestAsked>(StatusCodes.Status202Accepted).Refuses(404, "alert_webhook.not_found").Refuses(409, "alert_webhook.tests_waiting");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertWebhookStore store, TimeProvider clock)
    {
        var found = await store.ListAsync(context.Creator().CreatorId, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PageOf<ShownAlertWebhook>([.. found.Select(webhook => ShownAlertWebhook.Of(webhook, clock.GetUtcNow()))], null));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AlertWebhookStore store, CallbackGuard guard, TimeProvider clock, WantedAlertWebhook wanted)
    {
        if (AlertWebhookRules.Refuse(wanted) is { } refusal) return refusal;
        var (address, code) = await JudgeAsync(guard, wanted.Address, clock, context.RequestAborted);
        if (code is not null) return AlertWebhookRules.Refused(code);
        var (who, secret) = (context.Creator(), SecretRules.Make(Platforms.Standard));
        string[] kinds = [.. (wanted.Kinds ?? []).Distinct(StringComparer.Ordinal)];
        if (await store.CreateAsync(who.CreatorId, wanted.Name!.Trim(), address!, kinds, secret, who.Actor, context.RequestAborted) is not { } made)
            return Problem.Of(409, "alert_webhooks.too_many", "There are too many webhooks.", $"There can be {AlertWebhookStore.Most}: delete one first.");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/alert-webhooks/{made.Id}", new AlertWebhookMade(made.Id, made.Name, made.Address, made.Kinds, secret, made.CreatedAt));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, AlertWebhookStore store, string id) =>
        !id.Contains('\0') && await store.DeleteAsync(context.Creator().CreatorId, id, context.Creator().Actor, context.RequestAborted) ? TypedResults.NoContent() : Unknown();

    private static async Task<IResult> DeliveriesAsync(HttpContext context, AlertWebhookStore store, string id) => await FindAsync(context, store, id) is { } webhook
        ? TypedResults.Ok(new PageOf<AlertDelivery>(await store.DeliveriesAsync(webhook.CreatorId, id, ShownDeliveries, context.RequestAborted), null))
        : Unknown();

    private static Task<IResult> PauseAsync(HttpContext context, AlertWebhookStore store, string id) => SetPausedAsync(context, store, id, paused: true);

    private static Task<IResult> ResumeAsync(HttpContext context, AlertWebhookStore store, string id) => SetPausedAsync(context, store, id, paused: false);

    private static async Task<IResult> SetPausedAsync(HttpContext context, AlertWebhookStore store, string id, bool paused) =>
        !id.Contains('\0') && await store.PauseAsync(context.Creator().CreatorId, id, paused, context.Creator().Actor, context.RequestAborted) ? TypedResults.NoContent() : Unknown();

    private static async Task<IResult> RotateAsync(HttpContext context, AlertWebhookStore store, string id, WantedAlertSecret? wanted)
    {
        wanted ??= new(null, null);
        for (var left = Tries; left > 0; left--)
        {
            if (await FindAsync(context, store, id) is not { } webhook) return Unknown();
            if (AlertWebhookRules.Refuse(webhook, wanted) is { } refusal) return refusal;
            var (secret, grace) = (SecretRules.Make(Platforms.Standard), wanted.GraceMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : AlertWebhookRules.UsualGrace);
            if (await store.RotateAsync(webhook, secret, grace, context.Creator().Actor, context.RequestAborted) is not { } rotated) continue;
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Created($"/api/v1/alert-webhooks/{id}", new AlertSecretMade(id, SecretId.Of(id, secret), secret, rotated.PreviousUntil));
        }
        return Problem.Of(409, "alert_webhook.changing", "The webhook is being changed by others.", "Send it again.");
    }

    private static async Task<IResult> TestAsync(HttpContext context, AlertWebhookStore store, TimeProvider clock, string id)
    {
        if (await FindAsync(context, store, id) is not { } webhook) return Unknown();
        return await store.TestAsync(webhook.CreatorId, id, AlertMessage.OfTest(id, clock.GetUtcNow()), context.RequestAborted) is { } delivery
            ? TypedResults.Accepted($"/api/v1/alert-webhooks/{id}/deliveries", new TestAsked(delivery))
            : Problem.Of(409, "alert_webhook.tests_waiting", "Tests of this webhook wait to be sent.", "Look at what becomes of them first.");
    }

    private static async Task<AlertWebhook?> FindAsync(HttpContext context, AlertWebhookStore store, string id) =>
        id.Contains('\0') ? null : await store.FindAsync(context.Creator().CreatorId, id, context.RequestAborted);

    private static async Task<(Uri? Address, string? Refusal)> JudgeAsync(CallbackGuard guard, string? text, TimeProvider clock, CancellationToken aborted)
    {
        using var late = new CancellationTokenSource(NamePatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, late.Token);
        try
        {
            return await guard.JudgeAsync(text, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return (null, CallbackGuard.Unresolved);
        }
    }

    private static IResult Unknown() => Problem.Of(404, "alert_webhook.not_found", "There is no such webhook.");
}

/// <summary>The only time that the secret is told.</summary>
internal sealed record AlertWebhookMade(string Id, string Name, string Address, IReadOnlyList<string> Kinds, string Secret, DateTimeOffset CreatedAt);

/// <summary>The only time that the new secret is told; until <c>previousUntil</c> the one before signs as well, unless it is null.</summary>
internal sealed record AlertSecretMade(string Id, string SecretId, string Secret, DateTimeOffset? PreviousUntil);

/// <summary>A test that is on its way, by its <c>webhook-id</c>.</summary>
internal sealed record TestAsked(string DeliveryId);
