using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Errors;
using Npgsql;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>What a list or a range of deliveries is narrowed to; an absent value narrows nothing.</summary>
/// <param name="Platform">One of <see cref="Platforms"/>.</param>
/// <param name="ConnectionId">Of the creator's or not: another's deliveries are never found.</param>
/// <param name="Outcome">One of those below.</param>
/// <param name="Topic">As the platform calls it.</param>
/// <param name="Since">Received then or later.</param>
/// <param name="Until">Received before.</param>
internal sealed record DeliveryFilter(string? Platform, string? ConnectionId, string? Outcome, string? Topic, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private static readonly string[] All = [Platforms.Shopify, Platforms.TikTok, Platforms.Instagram, Platforms.Amazon, Platforms.Standard, Platforms.Manual];
    private static readonly string[] Outcomes = ["applied", "duplicate", "unknown_topic", "quarantined", "parked", "refused", "discarded"];

    /// <returns>A problem, or null when the query is good.</returns>
    public static IResult? Parse(DeliveryQuery asked, out DeliveryFilter filter)
    {
        filter = new(Given(asked.Platform), Given(asked.ConnectionId), Given(asked.Outcome), Given(asked.Topic), null, null);
        if (NoneOf("platform", filter.Platform, All) is { } platform) return platform;
        if (NoneOf("outcome", filter.Outcome, Outcomes) is { } outcome) return outcome;
        if (!TryTime(asked.Since, out var since)) return NoTime("since");
        if (!TryTime(asked.Until, out var until)) return NoTime("until");
        filter = filter with { Since = since, Until = until };
        return since >= until ? Problem.Of(400, "time.invalid", "The times hold no moment.", "since must be before until.") : null;
    }

    /// <summary>In the order of the statements' parameters, from $3 on.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var text in new[] { Outcome, ConnectionId, Platform, Topic }) parameters.Add(new() { Value = text ?? "" });
        parameters.Add(new() { Value = Since ?? DateTimeOffset.MinValue });
        parameters.Add(new() { Value = Until ?? DateTimeOffset.MaxValue });
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IResult? NoneOf(string name, string? value, string[] allowed) => value is null || allowed.Contains(value, StringComparer.Ordinal) ? null
        : Problem.Of(400, $"{name}.invalid", "The deliveries cannot be narrowed to that.", $"{name} must be one of {string.Join(", ", allowed)}.");

    private static IResult NoTime(string name) => Problem.Of(400, "time.invalid", "The time could not be read.", $"{name} must be like 2026-11-21T10:00:00Z.");

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)) return false;
        time = read;
        return true;
    }
}

/// <summary>The filters as they stand in the query.</summary>
internal readonly record struct DeliveryQuery(string? Platform, string? ConnectionId, string? Outcome, string? Topic, string? Since, string? Until);
