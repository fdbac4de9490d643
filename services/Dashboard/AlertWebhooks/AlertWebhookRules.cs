using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Alerts;
using CreatorFlow.Dashboard.Keys;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Outbound;

namespace CreatorFlow.Dashboard.AlertWebhooks;

/// <summary>A webhook as an owner wishes for it.</summary>
/// <param name="Name">What the owner calls it.</param>
/// <param name="Address">Where alerts are posted to: https, and public unless the installation allows other networks.</param>
/// <param name="Kinds">Kinds of alerts, as <c>/api/v1/alerts</c> has them; absent or empty: every kind.</param>
internal sealed record WantedAlertWebhook(string? Name, string? Address, string[]? Kinds);

/// <summary>A rotation.</summary>
/// <param name="GraceMinutes">How long the secret that is replaced signs as well; absent: a day.</param>
/// <param name="Replaces">The id of the secret that the caller takes for the current one: a request sent twice rotates once.</param>
internal sealed record WantedAlertSecret(int? GraceMinutes, string? Replaces);

/// <summary>A webhook in a list, without its secrets.</summary>
/// <param name="Id">Public.</param>
/// <param name="Name">Its owner's name for it.</param>
/// <param name="Address">Where alerts are posted to.</param>
/// <param name="Kinds">Kinds of alerts; none: every kind.</param>
/// <param name="Status"><c>live</c>, <c>paused</c>, or <c>disabled</c> by the platform.</param>
/// <param name="DisabledBecause"><c>gone</c>: it answered 410; <c>failing</c>: it took nothing for a day.</param>
/// <param name="StoppedAt">Since when it is paused or disabled.</param>
/// <param name="CreatedAt">Since when it is there.</param>
/// <param name="CreatedBy">The id of the key that made it.</param>
/// <param name="DeliveredAt">When it last took something.</param>
/// <param name="SecretId">The current secret's, which tells nothing of it.</param>
/// <param name="SecretHint">The current secret's last characters.</param>
/// <param name="PreviousUntil">Until when the secret before signs as well; null: none does.</param>
internal sealed record ShownAlertWebhook(string Id, string Name, string Address, IReadOnlyList<string> Kinds, string Status, string? DisabledBecause, DateTimeOffset? StoppedAt, DateTimeOffset CreatedAt,
    string CreatedBy, DateTimeOffset? DeliveredAt, string SecretId, string? SecretHint, DateTimeOffset? PreviousUntil)
{
    public static ShownAlertWebhook Of(AlertWebhook webhook, DateTimeOffset now) => new(webhook.Id, webhook.Name, webhook.Address, webhook.Kinds,
        webhook.DisabledAt is not null ? "disabled" : webhook.PausedAt is not null ? "paused" : "live", webhook.DisabledBecause, webhook.DisabledAt ?? webhook.PausedAt, webhook.CreatedAt, webhook.CreatedBy,
        webhook.DeliveredAt, Accounts.Connections.SecretId.Of(webhook.Id, webhook.Secrets.Current), Accounts.Connections.SecretId.Hint(webhook.Secrets.Current),
        webhook.Secrets.Live(now).Count() > 1 ? webhook.Secrets.PreviousUntil : null);
}

/// <summary>Which wishes for webhooks are granted.</summary>
internal static class AlertWebhookRules
{
    public static readonly TimeSpan UsualGrace = TimeSpan.FromDays(1);
    private const int MostGraceMinutes = 30 * 24 * 60;

    /// <returns>Null when the wish can be granted as far as it says itself.</returns>
    public static IResult? Refuse(WantedAlertWebhook wanted) =>
        !KeyRules.IsLabel(wanted.Name) ? Problem.Of(400, "alert_webhook.name_invalid", "The name cannot be used.", "name is 1 to 100 characters.")
        : wanted.Kinds?.Any(kind => kind is null || !AlertKinds.All.ContainsKey(kind)) == true ? Problem.Of(400, "kind.invalid", "There is no such kind.", $"kinds are of {string.Join(", ", AlertKinds.All.Keys)}.")
        : null;

    /// <returns>Null when the wish can be granted.</returns>
    public static IResult? Refuse(AlertWebhook webhook, WantedAlertSecret wanted) =>
        wanted.GraceMinutes is < 0 or > MostGraceMinutes ? Problem.Of(400, "grace.invalid", "The time is not one a secret can stay for.", $"graceMinutes must be 0 to {MostGraceMinutes}.")
        : wanted.Replaces is { } id && id != SecretId.Of(webhook.Id, webhook.Secrets.Current) ? Problem.Of(409, "secret.rotated", "Another secret is the current one.")
        : null;

    /// <summary>Says of an address why it is not called, and nothing of what it led to.</summary>
    public static IResult Refused(string code) => Problem.Of(400, code, "The address cannot be used.", code switch
    {
        CallbackGuard.Unresolved => "Its name is not known to us.",
        CallbackGuard.Forbidden => "It is not a public address.",
        CallbackGuard.PortForbidden => "Its port is not one that is called; use 443.",
        _ => "It must be an https address without user and fragment.",
    });
}
