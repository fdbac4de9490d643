using System.Text.Json;

namespace CreatorFlow.Alerts;

/// <summary>What is posted of an alert, as Standard Webhooks recommend it: type, time, and little else. It names goods and channels, never a person.</summary>
public static class AlertMessage
{
    /// <summary>An alert began.</summary>
    public const string Opened = "alert.opened";

    /// <summary>It is over.</summary>
    public const string Resolved = "alert.resolved";

    /// <summary>Somebody tries the webhook.</summary>
    public const string Test = "alert.test";

    /// <summary>The body of <see cref="Opened"/> or <see cref="Resolved"/>.</summary>
    /// <param name="type">Which.</param>
    /// <param name="id">The alert's, as <c>/api/v1/alerts</c> has it.</param>
    /// <param name="rank">Of its severity.</param>
    /// <param name="count">How many, in what the kind counts.</param>
    /// <param name="since">Since when; null when nobody knows.</param>
    /// <param name="now">When this was noticed.</param>
    public static string Of(string type, AlertId id, int rank, long count, DateTimeOffset? since, DateTimeOffset now) =>
        Write(type, now, new(id.ToString(), id.Kind, id.Subject, AlertKinds.Severities[rank], count, since?.UtcDateTime, AlertKinds.All[id.Kind].Page(Uri.EscapeDataString(id.Subject))));

    /// <summary>The body of <see cref="Test"/>.</summary>
    /// <param name="webhookId">Which webhook is tried.</param>
    /// <param name="now">When somebody asked for it.</param>
    public static string OfTest(string webhookId, DateTimeOffset now) => Write(Test, now, new(null, "test", webhookId, "info", 1, now.UtcDateTime, "/settings/webhooks"));

    private static string Write(string type, DateTimeOffset now, Told data) =>
        JsonSerializer.Serialize(new { type, timestamp = now.UtcDateTime, data }, JsonSerializerOptions.Web);

    private sealed record Told(string? Id, string Kind, string Subject, string Severity, long Count, DateTime? Since, string Link);
}
